package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When recorded events would have arrived if somebody had watched all the time. The simulator's Sentinel has written
 * down its whole history at the moment when it was started; it would have done so within minutes.
 */
final class Pace {

    private static final Duration MINUTES = Duration.ofMinutes(10);

    private Pace() {}

    /** Returns the events in the order in which they would have arrived; connections come before all else. */
    static List<Arrival> of(List<Event> events) {
        Instant first = events.stream()
                .filter(event -> !isConnection(event))
                .map(Pace::arrival)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return events.stream()
                .map(event -> new Arrival(event, isConnection(event) ? first.minus(MINUTES) : arrival(event)))
                .sorted(Comparator.comparing(Arrival::at)
                        .thenComparing(arrival -> arrival.event().time()))
                .toList();
    }

    private static boolean isConnection(Event event) {
        return event.topic().equals(Topics.CONNECTIONS.name());
    }

    private static Instant arrival(Event event) {
        JsonNode finding;
        try {
            finding = Json.MAPPER.readTree(event.value());
        } catch (IOException e) {
            throw new UncheckedIOException("The event " + event.key() + " is no JSON", e);
        }
        return Stream.of(
                        finding.path("end_time_dt"),
                        finding.at("/finding_info_list/0/last_seen_time_dt"),
                        finding.at("/finding_info_list/0/created_time_dt"))
                .map(Pace::time)
                .filter(Objects::nonNull)
                .map(happened -> happened.plus(MINUTES))
                .filter(soon -> soon.isBefore(event.time()))
                .findFirst()
                .orElse(event.time());
    }

    private static @Nullable Instant time(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.asText()) : null;
    }
}
