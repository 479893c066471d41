/** Microsoft Sentinel: what Defender XDR reports to a workspace, what its own rules find, and when both can be read. */
@NullMarked
package io.sluice.simulator.sentinel;

import org.jspecify.annotations.NullMarked;
