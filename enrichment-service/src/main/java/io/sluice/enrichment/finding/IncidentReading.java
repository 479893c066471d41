package io.sluice.enrichment.finding;

import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.ocsf.IncidentStatus;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads what a source says about an incident from a record of {@code incidents}. */
public final class IncidentReading {

    /**
     * An incident as one source reports it.
     *
     * @param uid its id
     * @param report what the source says; its incidents are itself and those that it was merged into or repeats
     */
    public record Reported(String uid, Report report) {}

    private IncidentReading() {}

    /**
     * Reads a record's value.
     *
     * @param written the record's time, in milliseconds since 1970-01-01T00:00:00Z
     * @throws MalformedEventException if it is no incident, misses what every incident has, or is larger than any
     */
    public static Reported read(byte[] value, long written) throws MalformedEventException {
        IncidentFinding incident;
        try {
            incident = Events.incident(value);
        } catch (IOException notJson) {
            throw new MalformedEventException("it is no JSON of the form that incidents have");
        }
        if (incident == null
                || incident.findingInfoList().isEmpty()
                || incident.findingInfoList().getFirst().uid() == null
                || incident.metadata() == null
                || incident.metadata().uid() == null
                || incident.metadata().source() == null) {
            throw new MalformedEventException("it has no finding_info_list[0].uid or no metadata");
        }
        FindingInfo info = incident.findingInfoList().getFirst();
        Bounds.checkId(info.uid(), "finding_info_list[0].uid");
        AlertReading.checkIds(incident.metadata());
        long created = Objects.requireNonNullElse(info.createdTime(), incident.time());
        long from = Objects.requireNonNullElse(info.firstSeenTime(), created);
        return new Reported(
                info.uid(),
                Bounds.checked(
                        new Report(
                                AlertReading.family(incident.metadata().source()),
                                AlertReading.version(incident.metadata().uid()),
                                incident.time(),
                                Bounds.read(incident.metadata().loggedTime(), written),
                                created,
                                from,
                                Math.max(from, Objects.requireNonNullElse(info.lastSeenTime(), from)),
                                Bounds.title(info.title() == null ? incident.message() : info.title()),
                                null,
                                Bounds.address(info.srcUrl() == null ? incident.srcUrl() : info.srcUrl()),
                                Words.known(incident.severityId()),
                                Bounds.name(incident.status()),
                                incident.statusId() == IncidentStatus.RESOLVED
                                        || incident.statusId() == IncidentStatus.CLOSED,
                                Words.known(incident.verdictId()),
                                incident.assignee() == null
                                        ? null
                                        : Bounds.name(incident.assignee().name()),
                                AlertReading.connection(incident.metadata()),
                                List.of(),
                                List.of(),
                                Stream.concat(Stream.of(info.uid()), AlertReading.incidents(info).stream())
                                        .distinct()
                                        .toList(),
                                List.of(),
                                null),
                        value.length));
    }
}
