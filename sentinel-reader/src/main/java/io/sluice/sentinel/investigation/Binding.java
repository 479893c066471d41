package io.sluice.sentinel.investigation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.investigation.ParameterType;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.request.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What binding parameters to an investigation has come to.
 *
 * <p>The values are put before the reviewed query, each as a literal that a {@code let} gives a name, so that they
 * cannot change the query's structure: to Kusto each is one token. ({@code declare query_parameters} would say the
 * same, but neither of Microsoft's interfaces takes values for them.)
 */
public sealed interface Binding {

    /** The investigation can be run. */
    record Bound(String query, Window window, List<String> tables) implements Binding {

        /**
         * Makes it.
         *
         * @param query the text to run, less than 40,000 characters
         * @param window the time that the query looks at
         * @param tables the tables that it reads; a tenant may not have all of them
         */
        public Bound {
            tables = List.copyOf(tables);
        }
    }

    /** It cannot: something is wrong with the parameters; all of it is listed, with JSON pointers into the request. */
    record Unfit(List<Problem> problems) implements Binding {

        public Unfit {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Binds parameters to an investigation.
     *
     * @param parameters the request's parameters; null: there are none
     * @param engine who is to run it, one of the investigation's
     * @param window the time to look at, unless the investigation is about a moment
     * @param rows the most rows that are wanted; they are the newest
     * @throws IllegalArgumentException if the engine is none of the investigation's
     */
    static Binding of(
            Investigation investigation, @Nullable ObjectNode parameters, Engine engine, Window window, int rows) {
        KqlFile file = KqlFile.of(investigation, engine);
        ObjectNode given = parameters == null ? JsonNodeFactory.instance.objectNode() : parameters;
        List<Problem> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : investigation.parameters()) {
            JsonNode value = given.path(parameter.name());
            String pointer = "/parameters/" + parameter.name();
            if (value.isMissingNode() || value.isNull()) {
                if (parameter.required()) {
                    problems.add(new Problem(
                            pointer, "It is missing: " + parameter.type().meaning() + "."));
                }
                // Empty text restricts nothing; the queries say so themselves.
                values.put(parameter.name(), Objects.requireNonNullElse(parameter.otherwise(), ""));
            } else if (!value.isTextual()) {
                problems.add(new Problem(pointer, "It must be text."));
            } else {
                switch (ParameterRules.check(parameter.type(), value.textValue())) {
                    case Value.Fit fit -> values.put(parameter.name(), fit.text());
                    case Value.Unfit unfit -> problems.add(new Problem(pointer, unfit.why()));
                }
            }
        }
        given.fieldNames().forEachRemaining(name -> {
            if (investigation.parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
                problems.add(new Problem(
                        "/parameters/" + name.replace("~", "~0").replace("/", "~1"),
                        "There is no such parameter; there are " + names(investigation) + "."));
            }
        });
        if (!problems.isEmpty()) {
            return new Unfit(problems);
        }
        Window looked = around(investigation, values, window);
        return new Bound(text(investigation, file, values, looked, rows), looked, file.tables());
    }

    private static String names(Investigation investigation) {
        return investigation.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    /** An investigation that is about a moment has a window of its own. */
    private static Window around(Investigation investigation, Map<String, String> values, Window asked) {
        String moment = null;
        Duration margin = Duration.ZERO;
        for (Parameter parameter : investigation.parameters()) {
            if (parameter.type() == ParameterType.MOMENT) {
                moment = values.get(parameter.name());
            } else if (parameter.type() == ParameterType.DURATION) {
                margin = Duration.parse(Objects.requireNonNull(values.get(parameter.name())));
            }
        }
        if (moment == null) {
            return asked;
        }
        Instant middle = Instant.parse(moment);
        return new Window(middle.minus(margin), middle.plus(margin));
    }

    private static String text(
            Investigation investigation, KqlFile file, Map<String, String> values, Window window, int rows) {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : investigation.parameters()) {
            switch (parameter.type()) {
                // These made the window.
                case MOMENT, DURATION -> {}
                case EMAIL, IP, GUID, HASH, URL, DEVICE, TEXT ->
                    let(text, parameter.name(), KqlLiteral.of(Objects.requireNonNull(values.get(parameter.name()))));
            }
        }
        let(text, "from", KqlLiteral.of(window.from()));
        let(text, "to", KqlLiteral.of(window.to()));
        let(text, "rows", Integer.toString(rows));
        return text.append(file.text()).toString();
    }

    private static void let(StringBuilder text, String name, String literal) {
        text.append("let p_").append(name).append(" = ").append(literal).append(";\n");
    }
}
