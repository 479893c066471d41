package io.sluice.sentinel.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.contracts.json.Json;
import java.io.IOException;

/** The cells of rows. */
public final class Cells {

    /** A field of Log Analytics has 32 KB, but a query can put many together. */
    private static final int LONGEST_TEXT = 32 * 1024 * 1024;

    /** Deeper than what anybody logs, and shallow enough for whoever reads the answer. */
    private static final int DEEPEST = 200;

    /** Makes parsers of answers of any length. */
    public static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST + 20)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    /** Makes cells. */
    public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A decimal number keeps its zeros. */
    private static final ObjectReader DYNAMIC =
            Json.MAPPER.reader().without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private static final ObjectReader TREES = DYNAMIC.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Cells() {}

    /** Reads the value that a parser is at. */
    public static JsonNode read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            case START_OBJECT, START_ARRAY -> TREES.readTree(parser);
            default -> throw new IOException("a value is missing");
        };
    }

    /**
     * Returns a cell of the type {@code dynamic} as the JSON that it is: Log Analytics mostly sends a text that holds
     * an object or a list. Any other text stays one.
     */
    public static JsonNode dynamic(JsonNode cell) {
        if (!cell.isTextual()) {
            return cell;
        }
        String text = cell.textValue();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return cell;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            return DYNAMIC.readTree(parser);
        } catch (JsonProcessingException noJson) {
            return cell;
        } catch (IOException impossible) {
            throw new IllegalStateException("A text can be read", impossible);
        }
    }
}
