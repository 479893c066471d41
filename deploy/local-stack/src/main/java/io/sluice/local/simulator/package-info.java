/** The simulator's control API, as a client sees it. */
@NullMarked
package io.sluice.local.simulator;

import org.jspecify.annotations.NullMarked;
