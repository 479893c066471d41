/** Microsoft Sentinel: incidents and alerts of Defender XDR as a workspace has them. */
@NullMarked
package io.sluice.simulator.sentinel;

import org.jspecify.annotations.NullMarked;
