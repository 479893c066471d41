/** The benchmark of investigations: how right they are, how fast they come, and whether they can be built again. */
@NullMarked
package io.sluice.local.bench.correlation;

import org.jspecify.annotations.NullMarked;
