/** Tests of how incidents look. */
@NullMarked
package io.sluice.simulator.incident;

import org.jspecify.annotations.NullMarked;
