package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Alerts of which only the evidence counts, written as incident-poller and sentinel-reader write it. */
final class Alerts {

    static final Sightings SIGHTINGS = new Sightings(EntitySettings.defaults());

    private Alerts() {}

    /** An alert with these pieces of evidence, each a JSON object. */
    static DetectionFinding with(String... evidences) {
        return with(List.of(evidences));
    }

    static DetectionFinding with(List<String> evidences) {
        String json = """
                {"activity_id":1,"category_uid":2,"class_uid":2004,"type_uid":200401,"time":1,"time_dt":"1970-01-01T00:00:00Z",
                "severity_id":3,"status_id":1,"verdict_id":0,"evidences":[%s]}""".formatted(String.join(",", evidences));
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8), DetectionFinding.class);
        } catch (IOException wrong) {
            throw new UncheckedIOException(json, wrong);
        }
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
