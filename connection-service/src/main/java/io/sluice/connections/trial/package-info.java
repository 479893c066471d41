/**
 * The test of a connection: for each capability a fresh token, what it grants, and the calls that try it; and what each
 * answer means, with the remedy.
 */
@NullMarked
package io.sluice.connections.trial;

import org.jspecify.annotations.NullMarked;
