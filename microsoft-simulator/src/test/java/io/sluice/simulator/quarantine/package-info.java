/** Tests of what lies in the quarantines. */
@NullMarked
package io.sluice.simulator.quarantine;

import org.jspecify.annotations.NullMarked;
