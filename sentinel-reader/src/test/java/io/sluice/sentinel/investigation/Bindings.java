package io.sluice.sentinel.investigation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.Engine;
import java.time.Instant;
import java.util.List;

/** Investigations with the parameters that their documentation gives as examples. */
final class Bindings {

    static final Window WINDOW =
            new Window(Instant.parse("2026-02-22T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z"));

    static final int ROWS = 100;

    private Bindings() {}

    /** An investigation at an engine that can run it. */
    record Case(Investigation investigation, Engine engine) {
        @Override
        public String toString() {
            return investigation.name() + " at " + engine.word();
        }
    }

    static List<Case> cases() {
        return Investigations.all().stream()
                .flatMap(investigation ->
                        investigation.engines().stream().map(engine -> new Case(investigation, engine)))
                .toList();
    }

    static ObjectNode examples(Investigation investigation) {
        ObjectNode parameters = Json.MAPPER.createObjectNode();
        for (Parameter parameter : investigation.parameters()) {
            parameters.put(parameter.name(), parameter.example());
        }
        return parameters;
    }

    static Binding bind(String name, Engine engine, String json) throws java.io.IOException {
        return Binding.of(
                Investigations.named(name).orElseThrow(),
                (ObjectNode) Json.MAPPER.readTree(json),
                engine,
                WINDOW,
                ROWS);
    }
}
