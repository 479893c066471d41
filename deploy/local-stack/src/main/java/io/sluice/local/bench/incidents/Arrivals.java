package io.sluice.local.bench.incidents;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.local.simulator.TrueAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** When which change of an alert was received. */
final class Arrivals {

    /** A version of an alert, told by its time stamp. */
    private record Change(String key, long modifiedMillis) {}

    private final Map<Change, Instant> first = new HashMap<>();

    /** Notes a record of the topic of alerts that was received. */
    void add(ConsumerRecord<byte[], byte[]> received, Instant at) {
        try {
            JsonNode alert = Json.MAPPER.readTree(received.value());
            add(
                    new String(received.key(), StandardCharsets.UTF_8),
                    alert.at("/finding_info/modified_time").asLong(),
                    at);
        } catch (IOException e) {
            throw new UncheckedIOException("An alert is no JSON", e);
        }
    }

    void add(String key, long modifiedMillis, Instant at) {
        first.putIfAbsent(new Change(key, modifiedMillis), at);
    }

    /**
     * How soon changes arrived.
     *
     * @param latencies from their being visible until they were received
     * @param replaced how many did not arrive because the next change was visible before anybody had to see them
     * @param missing how many should have arrived and did not
     */
    record Outcome(List<Duration> latencies, int replaced, int missing) {

        /** Copies the list. */
        Outcome {
            latencies = List.copyOf(latencies);
        }

        /** Returns the outcome of both together. */
        Outcome and(Outcome other) {
            List<Duration> all = new ArrayList<>(latencies);
            all.addAll(other.latencies);
            return new Outcome(all, replaced + other.replaced, missing + other.missing);
        }
    }

    /**
     * Compares with the truth about a tenant. What Microsoft adds without a new time stamp is found only when young
     * incidents are read again, minutes later; that is left out.
     *
     * @param versions all versions of its alerts
     * @param from only what was visible since this instant counts
     * @param to and before this one
     * @param replacedWithin who was visible for no longer than this need not have been seen
     */
    Outcome of(List<TrueAlert> versions, Instant from, Instant to, Duration replacedWithin) {
        List<Duration> latencies = new ArrayList<>();
        int replaced = 0;
        int missing = 0;
        Map<String, Instant> changedBefore = new HashMap<>();
        for (TrueAlert version : versions.stream()
                .sorted(Comparator.comparingInt(TrueAlert::version))
                .toList()) {
            boolean silent =
                    version.lastUpdatedTime().equals(changedBefore.put(version.alertId(), version.lastUpdatedTime()));
            if (silent || version.from().isBefore(from) || !version.from().isBefore(to)) {
                continue;
            }
            Instant arrived = first.get(new Change(
                    Keys.of(version.tenantId(), version.alertId()),
                    version.lastUpdatedTime().toEpochMilli()));
            if (arrived != null) {
                latencies.add(Duration.between(version.from(), arrived));
            } else if (version.until() != null
                    && Duration.between(version.from(), version.until()).compareTo(replacedWithin) <= 0) {
                replaced++;
            } else {
                missing++;
            }
        }
        return new Outcome(latencies, replaced, missing);
    }
}
