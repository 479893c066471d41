package io.sluice.contracts.topic;

/** The keys of Sluice's records: the tenant first, so that {@link TenantPartitioner} can find it, then the thing. */
public final class Keys {

    private static final char SEPARATOR = '/';

    private Keys() {}

    /**
     * Returns the key of something that belongs to a tenant.
     *
     * @param tenantId Microsoft's tenant id; must not contain a slash
     * @param thing the id of the connection, incident, alert, request or investigation; may contain anything
     */
    public static String of(String tenantId, String thing) {
        if (tenantId.isEmpty() || tenantId.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("A tenant id is neither empty nor contains a slash: '" + tenantId + "'");
        }
        return tenantId + SEPARATOR + thing;
    }

    /** Returns the tenant part of a key, or the whole key where it has no slash. */
    public static String tenantOf(String key) {
        int end = key.indexOf(SEPARATOR);
        return end < 0 ? key : key.substring(0, end);
    }
}
