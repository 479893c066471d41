/** Tests of what all APIs have in common. */
@NullMarked
package io.sluice.simulator.surface;

import org.jspecify.annotations.NullMarked;
