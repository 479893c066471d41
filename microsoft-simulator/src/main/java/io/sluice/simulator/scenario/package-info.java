/** Scenarios: the scripts of attacks and of noise, read from YAML files. */
@NullMarked
package io.sluice.simulator.scenario;

import org.jspecify.annotations.NullMarked;
