package io.sluice.enrichment.finding;

import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.KeyValue;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.enrichment.entity.Sighting;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a source says about an alert from a record of {@code alerts}. */
public final class AlertReading {

    private static final int MOST_CHARACTERS_OF_A_TITLE = 500;
    private static final int MOST_CHARACTERS_OF_AN_ID = 1_000;
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
     * @throws MalformedEventException if it is no alert, or misses what every alert has
     */
    public Reported read(byte[] value) throws MalformedEventException {
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
        checkLength(info.uid(), "finding_info.uid");
        long time = alert.time();
        long created = Objects.requireNonNullElse(info.createdTime(), time);
        long from = Objects.requireNonNullElse(alert.startTime(), created);
        return new Reported(
                info.uid(),
                new Report(
                        family(alert.metadata().source()),
                        version(alert.metadata().uid()),
                        time,
                        alert.metadata().loggedTime(),
                        created,
                        from,
                        Math.max(from, Objects.requireNonNullElse(alert.endTime(), from)),
                        title(info.title() == null ? alert.message() : info.title()),
                        info.product() == null ? null : info.product().name(),
                        info.srcUrl() == null ? alert.srcUrl() : info.srcUrl(),
                        Words.known(alert.severityId()),
                        alert.status(),
                        alert.statusId() == DetectionStatus.RESOLVED
                                || alert.statusId() == DetectionStatus.SUPPRESSED
                                || alert.statusId() == DetectionStatus.ARCHIVED,
                        Words.known(alert.verdictId()),
                        alert.assignee() == null ? null : alert.assignee().name(),
                        connection(alert.metadata()),
                        info.types(),
                        info.attacks(),
                        info.relatedEvents().stream()
                                .filter(event -> RelatedEvent.INCIDENT.equals(event.type()) && event.uid() != null)
                                .map(RelatedEvent::uid)
                                .toList(),
                        sightings.apply(alert),
                        null));
    }

    /** Ids are parts of keys in the stores. */
    static void checkLength(String uid, String member) throws MalformedEventException {
        if (uid.length() > MOST_CHARACTERS_OF_AN_ID) {
            throw new MalformedEventException("its " + member + " is longer than any of Microsoft's");
        }
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

    static String title(@Nullable String title) {
        if (title == null || title.isBlank()) {
            return "Untitled";
        }
        return title.length() <= MOST_CHARACTERS_OF_A_TITLE
                ? title
                : title.substring(0, MOST_CHARACTERS_OF_A_TITLE) + "…";
    }
}
