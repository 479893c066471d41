package io.sluice.enrichment.finding;

import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.KeyValue;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.ocsf.Tactic;
import io.sluice.contracts.ocsf.Technique;
import io.sluice.enrichment.entity.Sighting;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a source says about an alert from a record of {@code alerts}. */
public final class AlertReading {

    private static final int MOST_TYPES = 50;
    private static final int MOST_ATTACKS = 100;
    private static final int MOST_INCIDENTS = 1_000;
    private static final String CONNECTION = "connection_id";

    private final Function<DetectionFinding, List<Sighting>> sightings;

    /** Reads who and what an alert names by a function. */
    public AlertReading(Function<DetectionFinding, List<Sighting>> sightings) {
        this.sightings = sightings;
    }

    /**
     * An alert as one source reports it.
     *
     * @param uid its id, the same in all sources
     * @param report what the source says
     */
    public record Reported(String uid, Report report) {}

    /**
     * Reads a record's value.
     *
     * @param written the record's time, in milliseconds since 1970-01-01T00:00:00Z
     * @throws MalformedEventException if it is no alert, misses what every alert has, or is larger than any
     */
    public Reported read(byte[] value, long written) throws MalformedEventException {
        DetectionFinding alert;
        try {
            alert = Events.alert(value);
        } catch (IOException notJson) {
            throw new MalformedEventException("it is no JSON of the form that alerts have");
        }
        if (alert == null || isMissing(alert.findingInfo()) || isMissing(alert.metadata())) {
            throw new MalformedEventException("it has no finding_info.uid or no metadata");
        }
        FindingInfo info = alert.findingInfo();
        Bounds.checkId(info.uid(), "finding_info.uid");
        checkIds(alert.metadata());
        long time = alert.time();
        long created = Objects.requireNonNullElse(info.createdTime(), time);
        long from = Objects.requireNonNullElse(alert.startTime(), created);
        return new Reported(
                info.uid(),
                Bounds.checked(
                        new Report(
                                family(alert.metadata().source()),
                                version(alert.metadata().uid()),
                                time,
                                Bounds.read(alert.metadata().loggedTime(), written),
                                created,
                                from,
                                Math.max(from, Objects.requireNonNullElse(alert.endTime(), from)),
                                Bounds.title(info.title() == null ? alert.message() : info.title()),
                                info.product() == null
                                        ? null
                                        : Bounds.name(info.product().name()),
                                Bounds.address(info.srcUrl() == null ? alert.srcUrl() : info.srcUrl()),
                                Words.known(alert.severityId()),
                                Bounds.name(alert.status()),
                                alert.statusId() == DetectionStatus.RESOLVED
                                        || alert.statusId() == DetectionStatus.SUPPRESSED
                                        || alert.statusId() == DetectionStatus.ARCHIVED,
                                Words.known(alert.verdictId()),
                                alert.assignee() == null
                                        ? null
                                        : Bounds.name(alert.assignee().name()),
                                connection(alert.metadata()),
                                Bounds.names(info.types(), MOST_TYPES),
                                attacks(info),
                                incidents(info),
                                sightings.apply(alert),
                                null),
                        value.length));
    }

    /** The version of what it says, and who reads it from where. */
    static void checkIds(Metadata metadata) throws MalformedEventException {
        Bounds.checkId(metadata.uid(), "metadata.uid");
        Bounds.checkId(metadata.source(), "metadata.source");
        Bounds.checkId(connection(metadata), "metadata.tags." + CONNECTION);
    }

    private static List<Attack> attacks(FindingInfo info) {
        return info.attacks().stream()
                .limit(MOST_ATTACKS)
                .map(attack -> new Attack(
                        attack.tactic() == null
                                ? null
                                : new Tactic(
                                        Bounds.name(attack.tactic().uid()),
                                        Bounds.name(attack.tactic().name())),
                        technique(attack.technique()),
                        technique(attack.subTechnique())))
                .toList();
    }

    private static @Nullable Technique technique(@Nullable Technique technique) {
        return technique == null ? null : new Technique(Bounds.name(technique.uid()), Bounds.name(technique.name()));
    }

    /** The incidents that it is in or, of an incident, that it was merged into or repeats: they join, all of them. */
    static List<String> incidents(FindingInfo info) throws MalformedEventException {
        List<String> incidents = info.relatedEvents().stream()
                .filter(event -> RelatedEvent.INCIDENT.equals(event.type()) && event.uid() != null)
                .map(RelatedEvent::uid)
                .toList();
        if (incidents.size() > MOST_INCIDENTS) {
            throw new MalformedEventException("it is related to more than 1000 incidents");
        }
        for (String incident : incidents) {
            Bounds.checkId(incident, "related_events[].uid");
        }
        return incidents;
    }

    private static boolean isMissing(@Nullable FindingInfo info) {
        return info == null || info.uid() == null || info.uid().isEmpty();
    }

    private static boolean isMissing(@Nullable Metadata metadata) {
        return metadata == null || metadata.uid() == null || metadata.source() == null;
    }

    /** Both planes of Sentinel speak of the same alert with one voice: the newer of the two counts. */
    static String family(String source) {
        int dash = source.indexOf('-');
        return dash < 0 ? source : source.substring(0, dash);
    }

    static String version(String eventId) {
        return eventId.substring(eventId.lastIndexOf('/') + 1);
    }

    static @Nullable String connection(Metadata metadata) {
        return metadata.tags().stream()
                .filter(tag -> CONNECTION.equals(tag.name()))
                .map(KeyValue::value)
                .findFirst()
                .orElse(null);
    }
}
