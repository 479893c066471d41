/** Tests of the benchmarks of incidents. */
@NullMarked
package io.sluice.local.bench.incidents;

import org.jspecify.annotations.NullMarked;
