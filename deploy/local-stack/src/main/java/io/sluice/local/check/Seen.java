package io.sluice.local.check;

/**
 * A record that a {@code read_committed} consumer sees.
 *
 * @param tenantId the tenant that the value names
 * @param content what the value says
 * @param eventId the record's {@code ce_id}
 * @param partition its partition
 * @param offset its offset
 */
record Seen(String tenantId, Content content, String eventId, int partition, long offset) {

    /** Says where it is, for people. */
    String where() {
        return "partition " + partition + " offset " + offset;
    }
}
