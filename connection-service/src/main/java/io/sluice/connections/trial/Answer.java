package io.sluice.connections.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a call. Of what it says, codes and ids are handed on only in their own form and only if they have
 * nothing of the token: whoever answers may not be Microsoft.
 *
 * @param status the HTTP status
 * @param headers names in lower case, with their first values
 * @param text the body, or its beginning
 * @param complete whether that is all of the body
 * @param receivedAt by this service's clock
 */
record Answer(
        int status, Map<String, String> headers, String text, boolean complete, Instant receivedAt, String token) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,100}");

    Answer {
        headers = Map.copyOf(headers);
    }

    /** Returns a header, or an empty text. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Returns the body as JSON; a missing node if it is none, or cut off. */
    JsonNode json() {
        if (!complete || text.isBlank()) {
            return Json.MAPPER.missingNode();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            return json == null ? Json.MAPPER.missingNode() : json;
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    /** Tells whether it is a page for people. */
    boolean isPage() {
        String start = text.stripLeading();
        return header("Content-Type").toLowerCase(Locale.ROOT).contains("html")
                || start.startsWith("<")
                || start.startsWith("\ufeff<");
    }

    /** Tells whether it says that it is JSON. */
    boolean saysJson() {
        return header("Content-Type").toLowerCase(Locale.ROOT).contains("json");
    }

    /** Tells whether there is nothing in it but NUL characters and blanks: so Exchange refuses. */
    boolean isBlank() {
        return text.chars().allMatch(c -> c == 0 || Character.isWhitespace(c));
    }

    /** Returns the error document of most of Microsoft's interfaces. */
    JsonNode error() {
        return json().path("error");
    }

    /** Returns a code as it may be shown. */
    @Nullable
    String code(JsonNode value) {
        return code(value.asText(""));
    }

    /** Returns a code as it may be shown. */
    @Nullable
    String code(String value) {
        return CODE.matcher(value).matches() && !tellsToken(value) ? value : null;
    }

    /** Returns by what Microsoft's support finds the call. */
    @Nullable
    String correlationId() {
        JsonNode error = error();
        return Stream.of(
                        error.path("target").asText(""),
                        error.path("innerError").path("request-id").asText(""),
                        error.path("innererror").path("request-id").asText(""),
                        header("request-id"),
                        header("x-ms-correlation-request-id"),
                        header("x-ms-request-id"),
                        header("client-request-id"))
                .filter(ID.asMatchPredicate().and(Predicate.not(this::tellsToken)))
                .findFirst()
                .orElse(null);
    }

    /** Returns how far this service's clock is ahead of the answering server's, in seconds, where the answer tells. */
    Optional<Long> clockAheadSeconds() {
        if (!header("Age").isEmpty() && !header("Age").equals("0")) {
            return Optional.empty(); // an old answer from a cache
        }
        try {
            Instant theirs = ZonedDateTime.parse(header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(receivedAt.getEpochSecond() - theirs.getEpochSecond());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Reads a body's first bytes as text, whatever they are. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private boolean tellsToken(String value) {
        return token.length() >= 4 && (value.contains(token) || (value.length() >= 8 && token.contains(value)));
    }

    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }
}
