package io.sluice.quarantine.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * Takes a cmdlet's answer apart while it arrives, {@code {"@adminapi.warnings":[text…],"value":[row…]}}: one row is in
 * memory. No list of rows, and {@code null} in its place, mean that there are none.
 *
 * @param rows how many rows there were
 * @param truncated whether Exchange says that there is more than it shows
 */
record CmdletAnswer(int rows, boolean truncated) {

    /** The longest text of a row; a header is the longest that comes here. */
    private static final int MAX_TEXT = 8 * 1024 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_TEXT)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private static final ObjectReader ROW =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Takes the rows of an answer one by one. */
    @FunctionalInterface
    interface RowReader {

        /**
         * Takes a row, whatever JSON it is. Members with an {@code @} in their name are no properties but tell of their
         * types.
         *
         * @throws IOException if it is not what the cmdlet promises
         */
        void accept(JsonNode row) throws IOException;
    }

    /**
     * Reads an answer to its end.
     *
     * @throws IOException if it is no answer, or breaks off
     * @throws MicrosoftException if it is an error document in spite of its status
     */
    static CmdletAnswer read(InputStream body, Cmdlet cmdlet, InstantSource clock, RowReader consumer)
            throws IOException, MicrosoftException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            int rows = 0;
            boolean truncated = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "value" -> rows += rows(parser, value, consumer);
                    case "@adminapi.warnings" -> truncated |= tellsOfMore(ROW.readTree(parser));
                    case "error" -> refuseError(ROW.readTree(parser), cmdlet, clock);
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it breaks off");
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows its end");
            }
            return new CmdletAnswer(rows, truncated);
        }
    }

    private static int rows(JsonParser parser, JsonToken value, RowReader consumer) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (value != JsonToken.START_ARRAY) {
            throw new IOException("its value is no list");
        }
        int rows = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            rows++;
            consumer.accept(ROW.readTree(parser));
        }
        return rows;
    }

    /** Says whether a warning is the one that wants a larger ResultSize. */
    private static boolean tellsOfMore(JsonNode warnings) {
        for (JsonNode warning : warnings) {
            String text = warning.asText("");
            if (text.contains("ResultSize") || text.contains("more results")) {
                return true;
            }
        }
        return false;
    }

    private static void refuseError(JsonNode error, Cmdlet cmdlet, InstantSource clock) throws MicrosoftException {
        if (error.isObject() && !error.isEmpty()) {
            Refusal refusal = new Refusal(200, Map.of(), new byte[0]);
            throw new MicrosoftException(new CmdletRefusals(cmdlet).failure(refusal, error, clock.instant()));
        }
    }
}
