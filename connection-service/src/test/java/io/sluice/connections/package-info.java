/** Tests of the service as a whole. */
@NullMarked
package io.sluice.connections;

import org.jspecify.annotations.NullMarked;
