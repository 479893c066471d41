/** Queries of a Log Analytics workspace: the tables of Sentinel. */
@NullMarked
package io.sluice.simulator.loganalytics;

import org.jspecify.annotations.NullMarked;
