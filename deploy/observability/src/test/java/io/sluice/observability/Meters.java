package io.sluice.observability;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of metrics, {@code meters.yaml}. */
final class Meters {

    /** What Prometheus itself says of what it reads. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static final Map<String, Set<String>> PROMETHEUS =
            Map.of("up", OF_PROMETHEUS, "ALERTS", Set.of("alertname", "alertstate", "severity"));

    private static final Map<String, Meter> ALL =
            Sources.list(Sources.yaml(Path.of("meters.yaml")).path("meters")).stream()
                    .map(Meters::meter)
                    .collect(Collectors.toMap(Meter::name, Function.identity()));

    /**
     * A metric.
     *
     * @param name as Prometheus has it
     * @param labels its labels
     * @param services which services have it
     * @param when what must have happened before it is there; empty if it is there anyway
     */
    record Meter(String name, Set<String> labels, List<String> services, String when) {}

    private Meters() {}

    /** Returns all of them by their names. */
    static Map<String, Meter> all() {
        return ALL;
    }

    /** Returns the labels that a metric has, whoever adds them; none if there is no such metric. */
    static Set<String> labels(String name) {
        Set<String> labels = new HashSet<>(PROMETHEUS.getOrDefault(name, Set.of()));
        Meter meter = ALL.get(name);
        if (meter != null) {
            labels.addAll(meter.labels());
            labels.addAll(OF_PROMETHEUS);
        }
        return labels;
    }

    private static Meter meter(JsonNode meter) {
        return new Meter(
                meter.path("name").asText(),
                Sources.list(meter.path("labels")).stream()
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()),
                Sources.list(meter.path("services")).stream()
                        .map(JsonNode::asText)
                        .toList(),
                meter.path("when").asText());
    }
}
