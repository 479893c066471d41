package io.sluice.kusto;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Microsoft's parser of KQL ({@code @kusto/language-service-next}), in a process of Node.js that is asked line by line.
 * A parse takes milliseconds, the start about a second. It is not for several threads at once.
 */
public final class KustoParser implements AutoCloseable {

    /** Set to {@code required}, the lack of the parser is a failure; otherwise it skips the test. */
    public static final String CHECK = "SLUICE_KQL_CHECK";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process node;
    private final Writer questions;
    private final BufferedReader answers;

    private KustoParser(Process node) {
        this.node = node;
        this.questions = new OutputStreamWriter(node.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the parser, or skips the test that calls this where there is no Node.js or the package cannot be fetched.
     */
    public static KustoParser startOrSkip() {
        try {
            return start();
        } catch (IOException missing) {
            if ("required".equals(System.getenv(CHECK))) {
                throw new UncheckedIOException("Microsoft's parser is required and cannot be had", missing);
            }
            return Assumptions.abort("Microsoft's parser of KQL cannot be had, Node.js with npm is needed: " + missing);
        }
    }

    private static KustoParser start() throws IOException {
        try {
            Path installed = NodePackage.fetched();
            return new KustoParser(new ProcessBuilder("node", "-e", NodePackage.program())
                    .directory(installed.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    /**
     * Makes tables known.
     *
     * @param schema the name by which texts are bound to them
     * @param file the tables: a name on a line, then a line for each column, which begins with a space and says name
     *     and type
     */
    public void define(String schema, Path file) {
        ObjectNode question = JSON.createObjectNode().put("schema", schema);
        question.set("tables", JSON.valueToTree(TableSchemas.read(file)));
        ask(question);
    }

    /** Parses a text and binds it to a schema that was defined before. */
    public Verdict parse(String schema, String text) {
        JsonNode answer = ask(JSON.createObjectNode().put("schema", schema).put("text", text));
        return new Verdict(
                JSON.convertValue(answer.path("diagnostics"), new TypeReference<List<Verdict.Diagnostic>>() {}),
                JSON.convertValue(answer.path("columns"), new TypeReference<List<Verdict.Column>>() {}),
                answer.path("shape").asText(),
                JSON.convertValue(answer.path("strings"), new TypeReference<List<String>>() {}),
                JSON.convertValue(answer.path("tables"), new TypeReference<List<String>>() {}));
    }

    private JsonNode ask(ObjectNode question) {
        try {
            // As ASCII: half a surrogate pair has no UTF-8.
            questions.write(
                    JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(question));
            questions.write('\n');
            questions.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("Node.js has ended; its version may be too old for the parser");
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("failure")) {
                throw new IllegalStateException(answer.path("failure").asText());
            }
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException("Node.js does not answer", broken);
        }
    }

    @Override
    public void close() {
        node.destroy();
    }
}
