package io.sluice.simulator.incident;

import org.jspecify.annotations.Nullable;

/**
 * One playing of a scenario, be it an attack or noise: what belongs together and nothing else does. Known to the truth
 * alone.
 *
 * @param id {@code <tenant>-<scenario>-<n>}, unique in its tenant
 * @param scenario the scenario's name, or what made it without one: an order ({@code giant}, {@code ties},
 *     {@code chain}, {@code loop}), the noise of Sentinel's rules or recorded pages
 * @param attack whether it is an attack
 */
public record Play(String id, String scenario, boolean attack) {

    /** What an incident of a recorded page is a playing of. */
    public static final String RECORDED = "recorded";

    /** What an alert of one of Sentinel's rules is a playing of that is part of no attack. */
    public static final String RULE_NOISE = "rule-noise";

    /** The n-th playing in a tenant. */
    public static Play of(String tenantName, String scenario, long n, boolean attack) {
        return new Play(tenantName + "-" + scenario + "-" + n, scenario, attack);
    }

    /** The id, if it is an attack. */
    public @Nullable String attackId() {
        return attack ? id : null;
    }
}
