/** Tests of the service as a whole. */
@NullMarked
package io.sluice.sentinel;

import org.jspecify.annotations.NullMarked;
