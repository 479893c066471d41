package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.enrichment.finding.AlertReading;
import io.sluice.enrichment.finding.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Alerts of which only the evidence counts, written as incident-poller and sentinel-reader write it. */
final class Alerts {

    static final Sightings SIGHTINGS = new Sightings(EntitySettings.defaults());

    private Alerts() {}

    /** An alert with these pieces of evidence, each a JSON object. */
    static DetectionFinding with(String... evidences) {
        return with(List.of(evidences));
    }

    /** As the service reads it, which passes over most of what Microsoft says in its own words. */
    static DetectionFinding with(List<String> evidences) {
        String json = """
                {"activity_id":1,"category_uid":2,"class_uid":2004,"type_uid":200401,"time":1,"time_dt":"1970-01-01T00:00:00Z",
                "severity_id":3,"status_id":1,"verdict_id":0,"finding_info":{"uid":"a","title":"An alert"},
                "metadata":{"uid":"t/a/1","source":"defender-xdr","logged_time":1},"evidences":[%s]}""".formatted(String.join(",", evidences));
        List<DetectionFinding> read = new ArrayList<>();
        try {
            new AlertReading(alert -> {
                        read.add(alert);
                        return List.of();
                    })
                    .read(json.getBytes(StandardCharsets.UTF_8), 1);
        } catch (MalformedEventException wrong) {
            throw new IllegalArgumentException(json, wrong);
        }
        return read.getFirst();
    }

    /** What an alert with this evidence names, with the settings that are the default. */
    static List<Sighting> sightings(String... evidences) {
        return SIGHTINGS.of(with(evidences));
    }

    /** Of these, those of a kind. */
    static List<Sighting> sightings(EntityKind kind, String... evidences) {
        return sightings(evidences).stream()
                .filter(sighting -> sighting.kind() == kind)
                .toList();
    }
}
