/** The chart, rendered by Helm's own engine, and what it makes. */
@NullMarked
package io.sluice.chart;

import org.jspecify.annotations.NullMarked;
