package io.sluice.local.check;

import java.util.Set;

/**
 * A record on {@code investigations} that a {@code read_committed} consumer sees, as far as it is compared.
 *
 * @param tenantId the tenant that the value names
 * @param id the investigation's id
 * @param state open, merged or closed
 * @param mergedInto the id of the one that it was merged into; empty where there is none
 * @param eventId the record's {@code ce_id}
 * @param listed the alerts that it lists
 * @param named what else it names that can be alerts: what is joined, and the moments of its time line
 * @param alerts how many it says that it holds
 * @param omitted how many of them it says that it does not list
 * @param incidents the incidents of Microsoft's that it says it holds
 * @param partition its partition
 * @param offset its offset
 */
record InvestigationRecord(
        String tenantId,
        String id,
        String state,
        String mergedInto,
        String eventId,
        Set<String> listed,
        Set<String> named,
        int alerts,
        int omitted,
        Set<String> incidents,
        int partition,
        long offset) {

    private static final String MERGED = "merged";

    InvestigationRecord {
        listed = Set.copyOf(listed);
        named = Set.copyOf(named);
        incidents = Set.copyOf(incidents);
    }

    /** Returns what no other investigation of any tenant is called. */
    String key() {
        return tenantId + "/" + id;
    }

    /** Returns the version of its content, which its event's id ends with. */
    String version() {
        return eventId.substring(eventId.lastIndexOf('/') + 1);
    }

    /** Says whether its alerts are its own, and not those of the one that it was merged into. */
    boolean isLive() {
        return !state.equals(MERGED);
    }

    /** Says where it is, for people. */
    String where() {
        return "partition " + partition + " offset " + offset;
    }
}
