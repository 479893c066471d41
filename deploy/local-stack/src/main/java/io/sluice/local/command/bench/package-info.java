/** The commands that run benchmarks. */
@NullMarked
package io.sluice.local.command.bench;

import org.jspecify.annotations.NullMarked;
