/** Tests of what happens. */
@NullMarked
package io.sluice.simulator.engine;

import org.jspecify.annotations.NullMarked;
