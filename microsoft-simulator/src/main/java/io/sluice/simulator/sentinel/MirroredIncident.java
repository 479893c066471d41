package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.IncidentTrees;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.sentinel.SentinelIncident.Comment;
import io.sluice.simulator.sentinel.SentinelIncident.Label;
import io.sluice.simulator.sentinel.SentinelIncident.Verdict;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns incidents of Defender XDR into Sentinel's.
 *
 * <p>Mapping after Microsoft Learn: "Microsoft Defender XDR integration with Microsoft Sentinel".
 */
final class MirroredIncident {

    /** What the provider is called once a workspace is part of the Defender portal. */
    static final String PROVIDER = "Microsoft XDR";

    /** What it was called while only a connector brought the incidents. */
    static final String CONNECTOR = "Microsoft 365 Defender";

    private static final long FIRST_NUMBER = 40_000;

    /** Numbers above are those of Sentinel's own incidents. */
    private static final long OWN_NUMBERS = 1_000_000;

    private MirroredIncident() {}

    /** The GUID that Sentinel gives to an incident of Defender. */
    static String name(Tenant tenant, long incidentId) {
        return Draw.guid("sentinel incident", tenant.id(), incidentId);
    }

    /** The incident with these alerts. */
    static SentinelIncident of(Tenant tenant, Shown shown, boolean onboarded, List<SentinelAlert> alerts) {
        String status = status(shown);
        boolean closed = status.equals("Closed");
        return new SentinelIncident(
                tenant,
                name(tenant, shown.id()),
                number(shown.id()),
                shown.name(),
                "",
                DefenderAlert.severity(shown.severity()),
                status,
                closed ? verdict(shown.classification()) : null,
                shown.assignedTo(),
                labels(shown),
                comments(tenant, shown),
                shown.created(),
                closed ? shown.lastUpdate() : null,
                onboarded ? PROVIDER : CONNECTOR,
                Long.toString(shown.id()),
                shown.id(),
                alerts.stream()
                        .filter(RuleAlert.class::isInstance)
                        .map(alert -> ((RuleAlert) alert).rule().path(tenant))
                        .distinct()
                        .toList(),
                List.copyOf(alerts),
                shown.play());
    }

    /** Another number than Defender's, and none that Sentinel gives to its own. */
    private static int number(long id) {
        long number = Math.floorMod(id - FIRST_NUMBER, 1_000_000_000L);
        return (int) (number < FIRST_NUMBER ? number : number + OWN_NUMBERS);
    }

    /** What somebody works on is active. */
    private static String status(Shown shown) {
        return switch (shown.status()) {
            case "Resolved", Incident.REDIRECTED -> "Closed";
            case "InProgress" -> "Active";
            default -> shown.assignedTo() == null ? "New" : "Active";
        };
    }

    private static Verdict verdict(String classification) {
        return switch (classification) {
            case "TruePositive" -> new Verdict("TruePositive", "SuspiciousActivity", "");
            case "FalsePositive" -> new Verdict("FalsePositive", "InaccurateData", "");
            case "InformationalExpectedActivity" -> new Verdict("BenignPositive", "SuspiciousButExpected", "");
            default -> new Verdict("Undetermined", null, "");
        };
    }

    /** One that was merged into another is labelled so. */
    private static List<Label> labels(Shown shown) {
        return shown.tags().stream()
                .map(tag -> tag.equals(Incident.REDIRECTED) ? new Label("redirected", true) : new Label(tag, false))
                .toList();
    }

    private static List<Comment> comments(Tenant tenant, Shown shown) {
        if (shown.commentCount() == 0) {
            return List.of();
        }
        List<Comment> comments = new ArrayList<>();
        try {
            for (JsonNode comment : new IncidentTrees(tenant.id()).header(shown).path("comments")) {
                comments.add(new Comment(
                        comment.path("comment").asText(""),
                        comment.path("createdBy").asText(""),
                        time(comment.path("createdTime").textValue(), shown.lastUpdate())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(comments);
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        return text == null ? otherwise : Instant.parse(text);
    }
}
