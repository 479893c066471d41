/** Tests of scenario files. */
@NullMarked
package io.sluice.simulator.scenario;

import org.jspecify.annotations.NullMarked;
