/** Benchmarks of the whole stack on one machine. */
@NullMarked
package io.sluice.local.bench;

import org.jspecify.annotations.NullMarked;
