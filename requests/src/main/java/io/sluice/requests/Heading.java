package io.sluice.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What every request says about itself, as far as it could be read: also of one that is otherwise wrong, so that its
 * answer finds whoever asked.
 *
 * @param id the request's id, of at most {@link #LONGEST_ID} characters
 * @param connection the connection's id or name
 * @param kind what is asked for
 * @param requestedBy who asks
 * @param causationId what it follows from
 */
public record Heading(
        @Nullable String id,
        @Nullable String connection,
        @Nullable String kind,
        @Nullable String requestedBy,
        @Nullable String causationId) {

    /** The most characters of an id. */
    public static final int LONGEST_ID = 200;

    static final Heading UNREADABLE = new Heading(null, null, null, null, null);

    static Heading of(JsonNode request) {
        return new Heading(
                text(request, "id"),
                text(request, "connection"),
                text(request, "kind"),
                text(request, "requestedBy"),
                text(request, "causationId"));
    }

    private static @Nullable String text(JsonNode request, String member) {
        JsonNode value = request.path(member);
        return value.isTextual() && isUsable(value.textValue()) ? value.textValue() : null;
    }

    /** What ends up in keys, logs and the audit trail must survive them. */
    private static boolean isUsable(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_ID
                && text.chars().noneMatch(Character::isISOControl)
                && UTF_8.newEncoder().canEncode(text);
    }
}
