/** Tests of the connection test. */
@NullMarked
package io.sluice.connections.trial;

import org.jspecify.annotations.NullMarked;
