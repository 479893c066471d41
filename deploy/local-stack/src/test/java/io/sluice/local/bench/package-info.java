/** Tests of how benchmarks measure. */
@NullMarked
package io.sluice.local.bench;

import org.jspecify.annotations.NullMarked;
