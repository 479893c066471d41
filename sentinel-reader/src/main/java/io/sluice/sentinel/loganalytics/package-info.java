/** The client of the Log Analytics query API. */
@NullMarked
package io.sluice.sentinel.loganalytics;

import org.jspecify.annotations.NullMarked;
