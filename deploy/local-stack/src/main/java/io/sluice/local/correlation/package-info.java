/** How well investigations agree with the attacks that the simulator played. */
@NullMarked
package io.sluice.local.correlation;

import org.jspecify.annotations.NullMarked;
