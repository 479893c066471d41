package io.sluice.local.bench.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.bench.Percentiles;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How soon alerts are in their investigations: from the moment when an alert that is new is handed to Kafka until a
 * {@code read_committed} consumer has received the investigation that lists it.
 *
 * @param entities how many entities were in the store
 * @param alerts how many alerts were measured
 * @param median half of them were at least as soon
 * @param p99 ninety-nine of a hundred were
 * @param longest all were
 */
record Latency(long entities, int alerts, Duration median, Duration p99, Duration longest) {

    static final int EVENTS_PER_SECOND = 50;
    static final Duration TIME = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Measures with further plays of a load. */
    static Latency measure(Ports ports, InstantSource clock, SyntheticLoad load, long entities)
            throws InterruptedException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        Map<String, Long> first = new HashMap<>();
        List<Duration> latencies = new ArrayList<>();
        try (RecordReader reader = new RecordReader(ports)) {
            reader.open(Topics.INVESTIGATIONS.name(), false);
            Thread feeding = Thread.ofPlatform().start(() -> feed(ports, clock, load, sent));
            long end = System.nanoTime() + TIME.plus(PATIENCE).toNanos();
            while ((feeding.isAlive() || latencies.size() < sent.size()) && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> received : reader.poll(Duration.ofMillis(10))) {
                    long now = System.nanoTime();
                    for (String alert : alerts(received)) {
                        Long begun = sent.get(alert);
                        if (begun != null && first.putIfAbsent(alert, now) == null) {
                            latencies.add(Duration.ofNanos(now - begun));
                        }
                    }
                }
            }
            feeding.join();
        }
        if (latencies.size() < sent.size()) {
            throw new UserError((sent.size() - latencies.size()) + " of " + sent.size()
                    + " alerts were in no investigation within " + PATIENCE.toSeconds() + " seconds.");
        }
        return of(entities, latencies);
    }

    /** Sums up. */
    static Latency of(long entities, List<Duration> latencies) {
        Percentiles all = new Percentiles(latencies);
        return new Latency(entities, latencies.size(), all.of(0.5), all.of(0.99), all.of(1));
    }

    private static void feed(Ports ports, InstantSource clock, SyntheticLoad load, Map<String, Long> sent) {
        long pause = Duration.ofSeconds(1).toNanos() / EVENTS_PER_SECOND;
        long events = TIME.toSeconds() * EVENTS_PER_SECOND;
        Deque<Arrival> waiting = new ArrayDeque<>();
        try (Feed feed = new Feed(ports, Duration.ZERO, clock)) {
            long begun = System.nanoTime();
            for (long i = 0; i < events; i++) {
                if (waiting.isEmpty()) {
                    waiting.addAll(load.next());
                }
                long wait;
                while ((wait = begun + i * pause - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(wait);
                }
                Arrival arrival = waiting.remove();
                if (arrival.event().topic().equals(Topics.ALERTS.name())) {
                    sent.putIfAbsent(arrival.event().key(), System.nanoTime());
                }
                feed.send(arrival.event(), arrival.at());
            }
            feed.flush();
        }
    }

    private static List<String> alerts(ConsumerRecord<byte[], byte[]> received) {
        List<String> alerts = new ArrayList<>();
        if (received.value() != null) {
            String tenantId = Keys.tenantOf(new String(received.key(), UTF_8));
            try {
                for (JsonNode finding : Json.MAPPER.readTree(received.value()).path("finding_info_list")) {
                    alerts.add(Keys.of(tenantId, finding.path("uid").asText("")));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("An investigation is no JSON", e);
            }
        }
        return alerts;
    }
}
