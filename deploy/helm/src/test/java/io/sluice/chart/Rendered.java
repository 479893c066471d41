package io.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * An object that the chart makes.
 *
 * @param json the object
 */
record Rendered(ObjectNode json) {

    private static final Set<String> WITH_PODS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** Returns the service that it belongs to; empty where it belongs to none. */
    String service() {
        return json.at("/metadata/labels/app.kubernetes.io~1component").asText();
    }

    /** Returns the template of its pods, if it makes any. */
    Optional<JsonNode> pods() {
        return WITH_PODS.contains(kind()) ? Optional.of(json.at("/spec/template")) : Optional.empty();
    }

    /** Returns the environment of its only container. */
    List<JsonNode> environment() {
        return list(json.at("/spec/template/spec/containers/0/env"));
    }

    /** Returns the elements of an array. */
    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
