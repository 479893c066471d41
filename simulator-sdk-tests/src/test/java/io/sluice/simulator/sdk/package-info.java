/** Microsoft's own libraries against the simulator. */
@NullMarked
package io.sluice.simulator.sdk;

import org.jspecify.annotations.NullMarked;
