package io.sluice.simulator.tenant;

/**
 * A Microsoft tenant.
 *
 * @param name short name, unique among the simulator's tenants
 * @param id tenant id, a lower-case GUID
 * @param domain initial domain, accepted wherever the id is
 */
public record Tenant(String name, String id, String domain) {

    /** Whether this is the tenant's id or its initial domain. */
    public boolean isCalled(String idOrDomain) {
        return id.equalsIgnoreCase(idOrDomain) || domain.equalsIgnoreCase(idOrDomain);
    }

    /** The domain of its people's addresses. */
    public String mailDomain() {
        return name + ".example";
    }

    /** A GUID that follows from the tenant's id and a kind of four hexadecimal digits. */
    public String guid(String kind) {
        return id.substring(0, 8) + "-0000-4000-8000-0000" + kind + id.substring(id.length() - 4);
    }

    /** Address of its Defender for Cloud Apps, as the portal shows it. */
    public String portalUrl() {
        return "https://" + name + ".us2.portal.cloudappsecurity.com";
    }
}
