package io.sluice.contracts.asyncapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.Engine;

/** The schema of an investigation's parameters, with what else is to be known of it in extensions. */
final class InvestigationSchema {

    private InvestigationSchema() {}

    /** Returns the schema's name within the document. */
    static String nameOf(Investigation investigation) {
        return "investigation-" + investigation.name();
    }

    /** Returns the schema. */
    static ObjectNode of(Investigation investigation) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("title", investigation.title());
        schema.put("description", investigation.description());
        schema.put("type", "object");
        investigation.parameters().stream()
                .filter(Parameter::required)
                .forEach(parameter -> schema.withArrayProperty("required").add(parameter.name()));
        ObjectNode properties = schema.putObject("properties");
        investigation.parameters().forEach(parameter -> properties.set(parameter.name(), of(parameter)));
        schema.put("additionalProperties", false);
        for (Engine engine : investigation.engines()) {
            schema.withArrayProperty("x-engines").add(engine.word());
        }
        ObjectNode columns = schema.putObject("x-columns");
        for (Column column : investigation.columns()) {
            columns.put(column.name(), column.type());
        }
        return schema;
    }

    private static ObjectNode of(Parameter parameter) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "string");
        schema.put(
                "description",
                parameter.description() + " It is " + parameter.type().meaning() + ".");
        if (parameter.type().format() != null) {
            schema.put("format", parameter.type().format());
        }
        if (parameter.type().pattern() != null) {
            schema.put("pattern", parameter.type().pattern());
        }
        if (parameter.otherwise() != null) {
            schema.put("default", parameter.otherwise());
        }
        schema.putArray("examples").add(parameter.example());
        return schema;
    }
}
