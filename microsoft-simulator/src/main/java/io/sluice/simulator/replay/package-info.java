/** Recorded result pages, served as a tenant of their own. */
@NullMarked
package io.sluice.simulator.replay;

import org.jspecify.annotations.NullMarked;
