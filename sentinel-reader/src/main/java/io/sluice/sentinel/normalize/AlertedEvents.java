package io.sluice.sentinel.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.polling.finding.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What an alert without entities says about the events that it was raised for, in its extended properties: the row that
 * a rule found, which Sentinel writes into the text of a query (compressed by zlib, in Base64), the details that the
 * rule's author chose, and properties with telling names. All of them stay where they were as well.
 */
final class AlertedEvents {

    private static final String COMPRESSED = "datatable(compressedRec";

    /** How many events count. */
    private static final int MAX_EVENTS = 100;

    /** How many bytes they have at most once they are decompressed, in all; Microsoft's limit of a cell is 32 KB. */
    private static final int MAX_BYTES = 256 * 1024;

    private int bytesLeft = MAX_BYTES;
    private final List<Evidence> evidences = new ArrayList<>();

    private AlertedEvents() {}

    /** Returns the evidence in extended properties; none if they are no object. */
    static List<Evidence> of(JsonNode properties) {
        AlertedEvents events = new AlertedEvents();
        if (properties.isObject()) {
            String query = Members.text(properties, "Query");
            if (query != null) {
                events.rows(query);
            }
            events.details(properties.get("Custom Details"));
            if (events.evidences.isEmpty()) {
                events.addTelling("ExtendedProperties", valuesOf(properties));
            }
        }
        return events.evidences;
    }

    private void rows(String query) {
        int table = query.indexOf(COMPRESSED);
        int at = table < 0 ? -1 : query.indexOf('[', table);
        int end = at < 0 ? -1 : query.indexOf(']', at);
        while (at >= 0 && at < end && evidences.size() < MAX_EVENTS) {
            int quote = nextQuote(query, at + 1, end);
            int close = quote < 0 ? -1 : query.indexOf(query.charAt(quote), quote + 1);
            if (close < 0 || close > end) {
                return;
            }
            JsonNode row = inflated(query.substring(quote + 1, close));
            if (row != null && row.isObject()) {
                evidences.add(EventRow.evidence("Event", row));
            }
            at = close;
        }
    }

    private static int nextQuote(String query, int from, int end) {
        for (int i = from; i < end; i++) {
            if (query.charAt(i) == '\'' || query.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private @Nullable JsonNode inflated(String compressed) {
        byte[] input;
        try {
            input = Base64.getDecoder().decode(compressed);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(input);
            byte[] output = new byte[Math.min(bytesLeft, Math.max(1024, 8 * input.length))];
            int length = 0;
            while (!inflater.finished()) {
                if (length == output.length) {
                    if (length == bytesLeft) {
                        return null;
                    }
                    output = Arrays.copyOf(output, Math.min(bytesLeft, 2 * length));
                }
                int more = inflater.inflate(output, length, output.length - length);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    return null;
                }
                length += more;
            }
            bytesLeft -= length;
            return OpenedJson.container(new String(output, 0, length, UTF_8));
        } catch (DataFormatException notZlib) {
            return null;
        }
    }

    /** Details have several values for one name; which belong together is not said. */
    private void details(@Nullable JsonNode written) {
        JsonNode details = written != null && written.isTextual() ? OpenedJson.container(written.textValue()) : written;
        if (details == null || !details.isObject()) {
            return;
        }
        ObjectNode single = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> detail : details.properties()) {
            JsonNode values = detail.getValue();
            if (values.isArray() && values.size() > 1) {
                for (JsonNode value : values) {
                    addTelling(
                            "Custom Details",
                            JsonNodeFactory.instance.objectNode().set(detail.getKey(), value));
                }
            } else {
                single.set(detail.getKey(), values);
            }
        }
        addTelling("Custom Details", single);
    }

    private void addTelling(String what, JsonNode row) {
        if (evidences.size() < MAX_EVENTS) {
            Evidence evidence = EventRow.evidence(what, row);
            if (EventRow.names(evidence)) {
                evidences.add(evidence);
            }
        }
    }

    /** The properties without the query and what else is long. */
    private static JsonNode valuesOf(JsonNode properties) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (property.getValue().isTextual()
                    && property.getValue().textValue().length() <= 1024) {
                values.set(property.getKey(), property.getValue());
            }
        }
        return values;
    }
}
