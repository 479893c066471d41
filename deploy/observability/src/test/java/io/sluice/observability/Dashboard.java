package io.sluice.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A dashboard of Grafana, made of its short definition. The data source is chosen on the dashboard. */
final class Dashboard {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int WIDTH = 24;
    private static final int HEIGHT = 8;

    private final JsonNode definition;
    private int panels;

    Dashboard(JsonNode definition) {
        this.definition = definition;
    }

    /** Returns it as Grafana reads it. */
    String json() {
        ObjectNode dashboard = JSON.createObjectNode()
                .put("uid", definition.path("uid").asText())
                .put("title", definition.path("title").asText())
                .put("description", definition.path("description").asText())
                .put("schemaVersion", 39)
                .put("editable", true)
                .put("graphTooltip", 1)
                .put("refresh", "30s");
        dashboard.withArray("tags").add("sluice");
        dashboard.withObject("/time").put("from", "now-3h").put("to", "now");
        ArrayNode variables = dashboard.withObject("/templating").withArray("list");
        variables
                .addObject()
                .put("name", "datasource")
                .put("label", "Prometheus")
                .put("type", "datasource")
                .put("query", "prometheus");
        Sources.list(definition.path("variables")).forEach(variable -> variables.add(variable(variable)));
        ArrayNode list = dashboard.putArray("panels");
        int y = 0;
        for (JsonNode row : Sources.list(definition.path("rows"))) {
            ObjectNode head = list.addObject()
                    .put("id", ++panels)
                    .put("type", "row")
                    .put("title", row.path("title").asText())
                    .put("collapsed", false);
            place(head, 0, y, WIDTH, 1);
            head.putArray("panels");
            y = add(list, row.path("panels"), y + 1);
        }
        try {
            return JSON.writeValueAsString(dashboard) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds panels from left to right and from top to bottom, and returns where the next row is. */
    private int add(ArrayNode list, JsonNode panelsOfRow, int top) {
        int x = 0;
        int y = top;
        for (JsonNode panel : Sources.list(panelsOfRow)) {
            int width = panel.path("width").asInt();
            if (x + width > WIDTH) {
                x = 0;
                y += HEIGHT;
            }
            list.add(panel(panel, x, y, width));
            x += width;
        }
        return y + HEIGHT;
    }

    private ObjectNode panel(JsonNode panel, int x, int y, int width) {
        String kind = panel.path("kind").asText();
        ObjectNode made = JSON.createObjectNode()
                .put("id", ++panels)
                .put("type", kind)
                .put("title", panel.path("title").asText())
                .put("description", panel.path("says").asText());
        place(made, x, y, width, HEIGHT);
        datasource(made);
        int number = 0;
        for (JsonNode query : Sources.list(panel.path("queries"))) {
            ObjectNode target = made.withArray("targets")
                    .addObject()
                    .put("refId", String.valueOf((char) ('A' + number++)))
                    .put("expr", query.path("expr").asText())
                    .put("legendFormat", query.path("legend").asText())
                    .put("range", kind.equals("timeseries"))
                    .put("instant", !kind.equals("timeseries"));
            if (kind.equals("table")) {
                target.put("format", "table");
            }
            datasource(target);
        }
        ObjectNode defaults = made.withObject("/fieldConfig/defaults")
                .put("unit", panel.path("unit").asText());
        List<JsonNode> thresholds = Sources.list(panel.path("thresholds"));
        ArrayNode steps =
                defaults.withObject("/thresholds").put("mode", "absolute").withArray("steps");
        steps.addObject().put("color", thresholds.isEmpty() ? "text" : "green").putNull("value");
        for (int i = 0; i < thresholds.size(); i++) {
            steps.addObject()
                    .put("color", i == thresholds.size() - 1 ? "red" : "orange")
                    .set("value", thresholds.get(i));
        }
        made.withObject("/fieldConfig").putArray("overrides");
        options(made, kind);
        return made;
    }

    private static void options(ObjectNode panel, String kind) {
        switch (kind) {
            case "timeseries" -> {
                panel.withObject("/fieldConfig/defaults/custom")
                        .put("lineWidth", 1)
                        .put("fillOpacity", 8)
                        .put("showPoints", "never");
                panel.withObject("/options/legend").put("displayMode", "list").put("placement", "bottom");
                panel.withObject("/options/tooltip").put("mode", "multi").put("sort", "desc");
            }
            case "stat" -> {
                panel.withObject("/options").put("colorMode", "value").put("textMode", "value_and_name");
                panel.withObject("/options/reduceOptions").withArray("calcs").add("lastNotNull");
            }
            case "table" -> panel.withObject("/options").put("showHeader", true);
            default -> throw new IllegalArgumentException("There are no panels of the kind " + kind);
        }
    }

    private static ObjectNode variable(JsonNode variable) {
        ObjectNode made = JSON.createObjectNode()
                .put("name", variable.path("name").asText())
                .put("label", variable.path("label").asText())
                .put("type", "query")
                .put("query", variable.path("query").asText())
                .put("definition", variable.path("query").asText())
                .put("refresh", 2)
                .put("sort", 1)
                .put("multi", true)
                .put("includeAll", true)
                .put("allValue", ".+");
        datasource(made);
        return made;
    }

    private static void datasource(ObjectNode node) {
        node.withObject("/datasource").put("type", "prometheus").put("uid", "${datasource}");
    }

    private static void place(ObjectNode panel, int x, int y, int width, int height) {
        panel.withObject("/gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
    }
}
