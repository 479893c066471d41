/** Tests of the query options. */
@NullMarked
package io.sluice.simulator.odata;

import org.jspecify.annotations.NullMarked;
