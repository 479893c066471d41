@NullMarked
package io.sluice.simulator.organisation;

import org.jspecify.annotations.NullMarked;
