package io.sluice.local.check;

/**
 * A record on {@code investigation-changes} that a {@code read_committed} consumer sees, as far as it is compared.
 *
 * @param tenantId the tenant that the value names
 * @param id the investigation's id
 * @param kind opened, changed, merged or closed
 * @param version the version that the change led to
 * @param previousVersion the version before; empty where there is none
 * @param partition its partition
 * @param offset its offset
 */
record ChangeRecord(
        String tenantId, String id, String kind, String version, String previousVersion, int partition, long offset) {

    private static final String CLOSED = "closed";

    /** Says whether the investigation is forgotten after it: one that comes again is new. */
    boolean isLast() {
        return kind.equals(CLOSED);
    }

    /** Returns what no other investigation of any tenant is called. */
    String key() {
        return tenantId + "/" + id;
    }

    /** Says where it is, for people. */
    String where() {
        return "partition " + partition + " offset " + offset;
    }
}
