/** Requests for incidents, and what they come to. */
@NullMarked
package io.sluice.contracts.incident;

import org.jspecify.annotations.NullMarked;
