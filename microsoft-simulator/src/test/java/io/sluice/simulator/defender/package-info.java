/** Tests of the incidents API. */
@NullMarked
package io.sluice.simulator.defender;

import org.jspecify.annotations.NullMarked;
