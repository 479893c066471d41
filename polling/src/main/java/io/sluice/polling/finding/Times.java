package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The time at which something changed last, as Microsoft's interfaces write it down. */
public final class Times {

    private Times() {}

    /**
     * Returns when something was changed last, or else created; nothing where it says neither.
     *
     * @param what for people: an alert, an incident
     * @param changed the member with the time of the last change
     * @param created the member with the time of creation
     * @throws MalformedEvent if the last change is there and no time
     */
    public static @Nullable SourceTime change(JsonNode object, String what, String changed, String created)
            throws MalformedEvent {
        JsonNode value = object.get(changed);
        SourceTime time = Members.time(object, changed);
        if (time == null && value != null && !value.isNull() && !isYearOne(value)) {
            throw new MalformedEvent(
                    MalformedEvent.Reason.BAD_TIME, "The " + what + "'s " + changed + " is not a time");
        }
        return time != null ? time : Members.time(object, created);
    }

    /** Microsoft's platform writes "no time" as the first moment of the year 1. */
    private static boolean isYearOne(JsonNode value) {
        return value.asText().startsWith("0001-01-01T00:00:00");
    }
}
