/** What lies in the quarantine of each tenant: the mail of the attacks, the noise, and what tests put there. */
@NullMarked
package io.sluice.simulator.quarantine;

import org.jspecify.annotations.NullMarked;
