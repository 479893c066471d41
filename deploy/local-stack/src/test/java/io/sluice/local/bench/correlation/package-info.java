/** Tests of the benchmark of investigations. */
@NullMarked
package io.sluice.local.bench.correlation;

import org.jspecify.annotations.NullMarked;
