package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README tells of every value: its table is made from the schema and the defaults. */
class ReadmeTest {

    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String BEGIN = "<!-- values: made from values.schema.json and values.yaml -->\n";
    private static final String END = "<!-- end of values -->\n";

    @Test
    void theTableOfValuesIsWhatSchemaAndDefaultsSay() throws IOException {
        String readme = Files.readString(README);
        assertThat(readme).contains(BEGIN).contains(END);

        String table = table(new StringBuilder(), Chart.read("values.schema.json"), Chart.read("values.yaml"), "")
                .toString();

        CommittedFile.assertUpToDate(
                README,
                readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
                        + "\n| value | default | what it is |\n|---|---|---|\n" + table + "\n"
                        + readme.substring(readme.indexOf(END)));
    }

    private static StringBuilder table(StringBuilder rows, JsonNode schema, JsonNode values, String path) {
        schema.path("properties").properties().forEach(property -> {
            String name = path + property.getKey();
            JsonNode value = values.path(property.getKey());
            boolean named = property.getValue().path("properties").properties().stream()
                    .allMatch(member -> member.getValue().has("$ref"));
            rows.append("| `").append(name).append("` | ");
            if (named && !value.isMissingNode() && !property.getKey().equals("services")) {
                rows.append("`")
                        .append(value.isTextual() && value.asText().isEmpty() ? "\"\"" : shown(value))
                        .append("`");
            }
            rows.append(" | ")
                    .append(property.getValue().path("description").asText())
                    .append(allowed(property.getValue()))
                    .append(" |\n");
            if (!named) {
                table(rows, property.getValue(), value, name + ".");
            }
        });
        return rows;
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static String allowed(JsonNode schema) {
        if (!schema.has("enum")) {
            return "";
        }
        return ": "
                + String.join(
                        ", ",
                        Rendered.list(schema.path("enum")).stream()
                                .filter(word -> !word.asText().isEmpty())
                                .map(word -> "`" + word.asText() + "`")
                                .toList());
    }
}
