package io.sluice.simulator.tenant;

/**
 * A Microsoft tenant.
 *
 * @param name short name, unique among the simulator's tenants
 * @param id tenant id, a lower-case GUID
 * @param domain initial domain, accepted wherever the id is
 */
public record Tenant(String name, String id, String domain) {}
