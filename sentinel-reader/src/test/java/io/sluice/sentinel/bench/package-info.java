/** Measurements, run by name only: {@code -Dtest=QueryBenchmark}. */
@NullMarked
package io.sluice.sentinel.bench;

import org.jspecify.annotations.NullMarked;
