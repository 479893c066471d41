package io.sluice.simulator.sentinel;

import io.sluice.simulator.incident.Play;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An incident as Sentinel has it at one moment.
 *
 * @param tenant whose it is
 * @param name its GUID
 * @param number its number in the workspace
 * @param title headline
 * @param description explanation
 * @param severity Informational, Low, Medium or High
 * @param status New, Active or Closed
 * @param verdict what it was found to be, once closed
 * @param owner the address of who works on it
 * @param labels its labels
 * @param comments its comments
 * @param created when it was created; where it comes from Defender, when Defender did
 * @param closed when it was closed
 * @param providerName what made it, as of now
 * @param providerIncidentId its number there, or its own number once more
 * @param defenderIncidentId the incident of Defender that it mirrors
 * @param ruleIds paths of the rules that made it
 * @param alerts its alerts
 * @param play the playing of a scenario that it comes from
 */
public record SentinelIncident(
        Tenant tenant,
        String name,
        int number,
        String title,
        String description,
        String severity,
        String status,
        @Nullable Verdict verdict,
        @Nullable String owner,
        List<Label> labels,
        List<Comment> comments,
        Instant created,
        @Nullable Instant closed,
        String providerName,
        String providerIncidentId,
        @Nullable Long defenderIncidentId,
        List<String> ruleIds,
        List<SentinelAlert> alerts,
        Play play) {

    /**
     * What a closed incident was found to be.
     *
     * @param classification Undetermined, TruePositive, BenignPositive or FalsePositive
     * @param reason why, in Sentinel's words
     * @param comment why, in the words of who closed it
     */
    public record Verdict(String classification, @Nullable String reason, String comment) {}

    /**
     * A label.
     *
     * @param name its text
     * @param automatic whether Sentinel gave it
     */
    public record Label(String name, boolean automatic) {}

    /**
     * A comment.
     *
     * @param message what was said
     * @param author the address of who said it
     * @param time when
     */
    public record Comment(String message, String author, Instant time) {}

    /** The attack that it is part of, if of one. */
    public @Nullable String attackId() {
        return play.attackId();
    }

    /** Whether it is an incident of Defender. */
    public boolean isMirror() {
        return defenderIncidentId != null;
    }

    /** When the first of its alerts began. */
    public Optional<Instant> firstActivity() {
        return alerts.stream().map(SentinelAlert::start).min(Comparator.naturalOrder());
    }

    /** When the last of its alerts ended. */
    public Optional<Instant> lastActivity() {
        return alerts.stream().map(SentinelAlert::end).max(Comparator.naturalOrder());
    }

    /** Sentinel's ids of its alerts. */
    public List<String> alertIds() {
        return alerts.stream().map(SentinelAlert::systemAlertId).toList();
    }

    /** Who works on it, in the form of the table and of Azure Resource Manager. */
    public Map<String, @Nullable Object> ownerMembers() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("objectId", owner == null ? null : Draw.guid("person", owner));
        members.put("email", owner);
        members.put("assignedTo", owner);
        members.put("userPrincipalName", owner);
        return members;
    }

    /** Its labels, in the form of the table and of Azure Resource Manager. */
    public List<Map<String, String>> labelMembers() {
        return labels.stream()
                .map(label ->
                        Map.of("labelName", label.name(), "labelType", label.automatic() ? "AutoAssigned" : "User"))
                .toList();
    }

    /** Counts and lists over its alerts. */
    public Map<String, Object> additionalData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("alertsCount", alerts.size());
        data.put("bookmarksCount", 0);
        data.put("commentsCount", comments.size());
        data.put("alertProductNames", alertProductNames());
        data.put("tactics", distinct(SentinelAlert::tactics));
        data.put("techniques", distinct(SentinelAlert::techniques));
        if (isMirror()) {
            data.put(
                    "providerIncidentUrl",
                    "https://security.microsoft.com/incidents/" + providerIncidentId + "?tid=" + tenant.id());
        }
        return data;
    }

    /** The products of its alerts. */
    public List<String> alertProductNames() {
        return distinct(alert -> List.of(alert.productName()));
    }

    private List<String> distinct(Function<SentinelAlert, List<String>> of) {
        return alerts.stream()
                .flatMap(alert -> of.apply(alert).stream())
                .distinct()
                .toList();
    }

    /** Its path in Azure Resource Manager. */
    public String path() {
        return Workspace.of(tenant).path() + "/providers/Microsoft.SecurityInsights/Incidents/" + name;
    }

    /** Its page in the Azure portal. */
    public String url() {
        return "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident" + path();
    }
}
