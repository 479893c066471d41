package io.sluice.audit;

import java.time.Instant;
import java.util.Map;

/**
 * Refusals of one caller that are to be written down.
 *
 * @param outcome {@code unauthenticated} or {@code forbidden}
 * @param times how many there were since it was last written
 * @param last when the last of them was
 */
public record Refused(String outcome, Caller caller, long times, Instant last) {

    /** What is done, in events: an attempt to get in. */
    public static final String ACTION = "access";

    /** Returns the details of the event: how many there were, if it speaks for more than one. */
    public Map<String, String> details() {
        return times == 1 ? Map.of() : Map.of("times", Long.toString(times));
    }
}
