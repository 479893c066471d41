/** Traces that cross from record to record. */
@NullMarked
package io.sluice.microsoft.trace;

import org.jspecify.annotations.NullMarked;
