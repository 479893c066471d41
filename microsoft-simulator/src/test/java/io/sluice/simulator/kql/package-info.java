/** Tests of the query language. */
@NullMarked
package io.sluice.simulator.kql;

import org.jspecify.annotations.NullMarked;
