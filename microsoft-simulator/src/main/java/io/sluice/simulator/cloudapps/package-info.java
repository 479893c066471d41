/** Defender for Cloud Apps: its alerts. */
@NullMarked
package io.sluice.simulator.cloudapps;

import org.jspecify.annotations.NullMarked;
