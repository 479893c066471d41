package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who serves a connection. Its polls go over with the record. Requests go over at an instant that is still to come when
 * the record is written, and belong to one side or the other by their own time: so both sides decide alike, whichever
 * of them reads the record first.
 */
public record ServedBy(
        @JsonPropertyDescription("The agent that serves it; absent if Sluice's main services do.") @Nullable
        String agent,

        @JsonPropertyDescription("From when on requests are that agent's; earlier ones are the one's before.")
        Instant since,

        @JsonPropertyDescription("The agent that served it before; absent if Sluice's main services did.") @Nullable
        String before) {

    /** How long after a change of the label requests go over: longer than its record can be on its way. */
    public static final Duration NOTICE = Duration.ofMinutes(1);

    /** Returns which agent is to answer what was asked at an instant; null if the main services are. */
    public @Nullable String at(Instant asked) {
        return asked.isBefore(since) ? before : agent;
    }

    /**
     * Returns who serves it after a change of its label.
     *
     * @param last who was to serve it until now; null if no label was ever set
     * @param agent the new label
     * @param now when it is changed
     */
    public static @Nullable ServedBy changed(@Nullable ServedBy last, @Nullable String agent, Instant now) {
        String before = last == null ? null : last.agent();
        return Objects.equals(before, agent) ? last : new ServedBy(agent, now.plus(NOTICE), before);
    }
}
