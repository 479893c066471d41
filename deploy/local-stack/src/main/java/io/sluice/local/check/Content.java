package io.sluice.local.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What is compared of a version of an alert or incident.
 *
 * @param uid Microsoft's id of the alert or incident
 * @param related of an alert, the incident that it is in; of an incident, the one that it was merged into, or empty
 * @param modifiedMillis when Microsoft changed it last, in milliseconds since 1970
 * @param title the title
 * @param severity Microsoft's word
 * @param status Microsoft's word
 * @param size how many pieces of evidence an alert has, or how many alerts an incident
 */
record Content(
        String uid, String related, long modifiedMillis, String title, String severity, String status, int size) {

    /** Says in which respects another content differs, for people. */
    List<String> differencesTo(Content other) {
        List<String> differences = new ArrayList<>();
        add(differences, "related incident", related, other.related);
        add(differences, "modified time", modifiedMillis, other.modifiedMillis);
        add(differences, "title", title, other.title);
        add(differences, "severity", severity, other.severity);
        add(differences, "status", status, other.status);
        add(differences, "evidence or alert count", size, other.size);
        return differences;
    }

    private static void add(List<String> differences, String what, Object mine, Object its) {
        if (!mine.equals(its)) {
            differences.add(what + " is " + mine + ", not " + its);
        }
    }
}
