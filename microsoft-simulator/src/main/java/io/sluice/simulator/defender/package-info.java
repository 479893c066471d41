/** The Defender XDR incidents API: filters, limits, quotas and answers as the real service gives them. */
@NullMarked
package io.sluice.simulator.defender;

import org.jspecify.annotations.NullMarked;
