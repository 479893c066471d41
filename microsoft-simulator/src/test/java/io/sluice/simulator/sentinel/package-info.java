/** Tests of Microsoft Sentinel. */
@NullMarked
package io.sluice.simulator.sentinel;

import org.jspecify.annotations.NullMarked;
