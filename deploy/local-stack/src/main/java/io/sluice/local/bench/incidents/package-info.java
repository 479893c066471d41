/** Benchmarks of the way of incidents: from Microsoft's answer to the committed record. */
@NullMarked
package io.sluice.local.bench.incidents;

import org.jspecify.annotations.NullMarked;
