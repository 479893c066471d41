/** Tests of Log Analytics. */
@NullMarked
package io.sluice.simulator.loganalytics;

import org.jspecify.annotations.NullMarked;
