package io.sluice.simulator.graph;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.organisation.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody whose account Entra ID Protection holds, or held, to be at risk. It follows from the alerts of Entra ID
 * Protection that are shown: the highest severity among those that are not false is the risk. Whoever has none was
 * never at risk.
 *
 * <p>Properties after Microsoft Learn: "riskyUser resource type".
 *
 * @param person who
 * @param level how likely the account is compromised: low, medium, high, or none once the risk was dismissed
 * @param changed when the risk last changed
 */
record RiskyUser(Person person, String level, Instant changed) {

    private static final String NONE = "none";

    /** What has become of the risk. */
    String state() {
        return level.equals(NONE) ? "dismissed" : "atRisk";
    }

    /** Those among these people that these incidents tell of. */
    static List<RiskyUser> of(List<Person> people, List<Shown> incidents) {
        Map<String, List<Alert>> alerts = new LinkedHashMap<>();
        for (Shown incident : incidents) {
            for (ShownAlert shown : incident.alerts()) {
                if (shown instanceof Alert alert && alert.serviceSource().equals("AADIdentityProtection")) {
                    alert.entities().stream()
                            .map(it -> it.what())
                            .filter(Evidence.User.class::isInstance)
                            .map(it -> ((Evidence.User) it).aadUserId())
                            .forEach(id -> alerts.computeIfAbsent(id, key -> new ArrayList<>())
                                    .add(alert));
                }
            }
        }
        return people.stream()
                .filter(it -> alerts.containsKey(it.user().aadUserId()))
                .map(it -> of(it, alerts.getOrDefault(it.user().aadUserId(), List.of())))
                .toList();
    }

    private static RiskyUser of(Person person, List<Alert> alerts) {
        List<String> levels = alerts.stream()
                .filter(alert -> !"FalsePositive".equals(alert.classification()))
                .map(Alert::severity)
                .toList();
        String level = levels.isEmpty()
                ? NONE
                : levels.contains("High") ? "high" : levels.contains("Medium") ? "medium" : "low";
        Instant changed = alerts.stream()
                .map(alert -> level.equals(NONE) ? alert.lastUpdated() : alert.creation())
                .max(Instant::compareTo)
                .orElseThrow();
        return new RiskyUser(person, level, changed);
    }

    /** Its members in JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", person.user().aadUserId());
        json.put("isDeleted", false);
        json.put("isProcessing", false);
        json.put("riskLevel", level);
        json.put("riskState", state());
        json.put("riskDetail", level.equals(NONE) ? "adminDismissedAllRiskForUser" : NONE);
        json.put("riskLastUpdatedDateTime", WireTime.text(changed));
        json.put("userDisplayName", person.displayName());
        json.put("userPrincipalName", person.user().principalName());
        return json;
    }
}
