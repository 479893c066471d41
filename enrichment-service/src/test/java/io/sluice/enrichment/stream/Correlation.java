package io.sluice.enrichment.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.entity.EntitySettings;
import io.sluice.enrichment.entity.Sightings;
import io.sluice.enrichment.finding.AlertReading;
import io.sluice.enrichment.finding.MessageReading;
import io.sluice.enrichment.followup.FollowUpRule;
import io.sluice.enrichment.followup.FollowUpSettings;
import io.sluice.enrichment.graph.CorrelationRules;
import io.sluice.microsoft.trace.Traceparent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Correlation without Kafka: takes events, lets time pass, and shows what was written. */
final class Correlation implements AutoCloseable {

    static final Duration PAUSE = Duration.ofMillis(100);
    static final Duration LATE_AFTER = Duration.ofHours(12);
    static final Duration RETENTION = Duration.ofDays(30);

    private final TopologyTestDriver driver;
    private final Map<Topic, TestInputTopic<String, byte[]>> sources = new HashMap<>();
    private final Map<Topic, TestOutputTopic<String, byte[]>> sinks = new HashMap<>();
    private final Map<Topic, List<TestRecord<String, byte[]>>> written = new HashMap<>();
    private Instant now = AlertEvent.MORNING.plus(Duration.ofHours(1));

    Correlation() {
        this(12, 200);
    }

    Correlation(int busyFrom, int perHour) {
        this(busyFrom, perHour, 20);
    }

    Correlation(int busyFrom, int perHour, int latePerHour) {
        Map<FollowUpRule, Severity> rules = new EnumMap<>(FollowUpRule.class);
        for (FollowUpRule rule : FollowUpRule.values()) {
            rules.put(rule, rule.atLeast());
        }
        Sightings sightings = new Sightings(EntitySettings.defaults());
        CorrelationSettings settings = new CorrelationSettings(
                new CorrelationRules(Duration.ofHours(2), busyFrom),
                new FollowUpSettings(rules, perHour, Duration.ofHours(24), 5, LATE_AFTER, latePerHour, 3),
                PAUSE,
                RETENTION,
                100);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        this.driver = new TopologyTestDriver(
                EnrichmentTopology.of(
                        () -> new CorrelationProcessor(
                                settings,
                                new AlertReading(sightings::of),
                                new MessageReading(sightings::of),
                                () -> now,
                                new SimpleMeterRegistry()),
                        Stores::inMemoryKeyValueStore,
                        settings.kept()),
                properties,
                now);
        EnrichmentTopology.SOURCES.forEach(topic -> sources.put(
                topic, driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())));
        EnrichmentTopology.SINKS.forEach(topic -> {
            sinks.put(
                    topic,
                    driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer()));
            written.put(topic, new ArrayList<>());
        });
    }

    Instant now() {
        return now;
    }

    /** Takes events in; nothing is written yet. */
    Correlation take(Event... events) {
        return take(List.of(events));
    }

    Correlation take(List<Event> events) {
        events.forEach(event -> take(event, now));
        return this;
    }

    /** Takes in an event whose record bears a time that is not the present. */
    Correlation take(Event event, Instant written) {
        Objects.requireNonNull(sources.get(event.topic())).pipeInput(event.key(), event.value(), written);
        return this;
    }

    /** Takes an event in that belongs to a trace. */
    Correlation take(Event event, String traceparent) {
        Headers headers = new RecordHeaders().add(Traceparent.HEADER, traceparent.getBytes(UTF_8));
        Objects.requireNonNull(sources.get(event.topic()))
                .pipeInput(new TestRecord<>(event.key(), event.value(), headers, now));
        return this;
    }

    Correlation take(AlertEvent... alerts) {
        for (AlertEvent alert : alerts) {
            take(alert.event());
        }
        return this;
    }

    /** Takes alerts in and waits until all is written. */
    Correlation put(AlertEvent... alerts) {
        return take(alerts).settle();
    }

    Correlation put(Event... events) {
        return take(events).settle();
    }

    /** Waits until all is written. */
    Correlation settle() {
        int ticks = 0;
        do {
            pass(PAUSE);
            ticks++;
        } while (size(TaskStores.PENDING) > 0 && ticks < 100_000);
        return this;
    }

    Correlation pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        sinks.forEach((topic, sink) -> {
            if (!sink.isEmpty()) {
                written(topic).addAll(sink.readRecordsToList());
            }
        });
        return this;
    }

    /** Moves the clock without letting anything be done. */
    Correlation skip(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** How many records a store holds. */
    int size(String store) {
        int size = 0;
        try (KeyValueIterator<String, byte[]> all =
                driver.<String, byte[]>getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                size++;
            }
        }
        return size;
    }

    List<TestRecord<String, byte[]>> written(Topic topic) {
        return Objects.requireNonNull(written.get(topic));
    }

    List<JsonNode> values(Topic topic) {
        return written(topic).stream().map(record -> json(record.value())).toList();
    }

    /** The newest record of each investigation, by its key. */
    Map<String, String> newest() {
        Map<String, String> newest = new TreeMap<>();
        written(Topics.INVESTIGATIONS).forEach(record -> newest.put(record.key(), new String(record.value(), UTF_8)));
        return newest;
    }

    /** The open ones of them, those with the most alerts first. */
    Map<String, String> open() {
        Map<String, String> open = newest();
        open.values()
                .removeIf(value -> !json(value.getBytes(UTF_8))
                        .at("/unmapped/state")
                        .asText()
                        .equals("open"));
        return open;
    }

    /** The alerts of each open investigation, in the order of their ages. */
    List<List<String>> groups() {
        return open().values().stream()
                .map(value -> uids(json(value.getBytes(UTF_8))))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    /** The open investigation that holds an alert. */
    JsonNode holding(String uid) {
        return open().values().stream()
                .map(value -> json(value.getBytes(UTF_8)))
                .filter(value -> uids(value).contains(uid))
                .reduce((one, other) -> {
                    throw new AssertionError(uid + " is in two open investigations");
                })
                .orElseThrow(() -> new AssertionError(uid + " is in no open investigation"));
    }

    static List<String> uids(JsonNode investigation) {
        List<String> uids = new ArrayList<>();
        investigation
                .path("finding_info_list")
                .forEach(info -> uids.add(info.path("uid").asText()));
        return uids;
    }

    static String id(JsonNode investigation) {
        return investigation.at("/metadata/original_event_uid").asText();
    }

    static @Nullable String header(TestRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    static JsonNode json(byte[] value) {
        try {
            return Json.MAPPER.readTree(value);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
