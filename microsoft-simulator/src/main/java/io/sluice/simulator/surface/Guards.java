package io.sluice.simulator.surface;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.simulator.entra.AccessTokens;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.tenant.Directory;
import java.time.InstantSource;

/**
 * What every gate asks before it lets anybody in.
 *
 * @param directory the tenants and their applications
 * @param tokens checks tokens
 * @param faults the faults that are on
 * @param clock the time
 * @param metrics where requests are counted
 */
public record Guards(
        Directory directory, AccessTokens tokens, Faults faults, InstantSource clock, MeterRegistry metrics) {}
