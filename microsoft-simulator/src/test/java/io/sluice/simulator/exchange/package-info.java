/** Tests of Exchange Online's admin API. */
@NullMarked
package io.sluice.simulator.exchange;

import org.jspecify.annotations.NullMarked;
