package io.sluice.local.check;

import java.util.List;

/**
 * A record that a {@code read_committed} consumer sees.
 *
 * @param tenantId the tenant that the value names
 * @param content what the value says
 * @param listed of an incident of Sentinel, what its alerts are called, in order; otherwise nothing
 * @param source of a finding of Sentinel, where it was read; otherwise nothing
 * @param named of a finding of Sentinel, what it names besides: Azure Resource Manager names entities later, without a
 *     new time; otherwise nothing
 * @param eventId the record's {@code ce_id}
 * @param partition its partition
 * @param offset its offset
 */
record Seen(
        String tenantId,
        Content content,
        List<String> listed,
        String source,
        String named,
        String eventId,
        int partition,
        long offset) {

    Seen {
        listed = List.copyOf(listed);
    }

    /** A record of Defender's. */
    Seen(String tenantId, Content content, String eventId, int partition, long offset) {
        this(tenantId, content, List.of(), "", "", eventId, partition, offset);
    }

    /** Says where it is, for people. */
    String where() {
        return "partition " + partition + " offset " + offset;
    }
}
