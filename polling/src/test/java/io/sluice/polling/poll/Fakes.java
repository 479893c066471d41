package io.sluice.polling.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of which a test says what it shows. */
final class Fakes {

    private Fakes() {}

    /** What one connection shows. */
    @FunctionalInterface
    interface Reading {
        void read(Window window, Pass pass, PolledSource.Sink sink) throws MicrosoftException, InterruptedException;
    }

    /** A window that was asked for. */
    record Asked(String connection, Window window, Pass pass) {}

    static final class Source implements PolledSource {

        final Map<String, Reading> readings = new ConcurrentHashMap<>();
        final List<Asked> asked = new CopyOnWriteArrayList<>();
        final AtomicInteger looks = new AtomicInteger();
        volatile boolean showsThePresent = true;
        volatile Duration lookback = Duration.ofMinutes(1);

        @Override
        public Capability capability() {
            return Capability.DEFENDER_INCIDENTS;
        }

        @Override
        public String service() {
            return "test";
        }

        @Override
        public Schedule schedule(Connection connection) {
            return new Schedule.Polled(lookback, connection.pollInterval());
        }

        @Override
        public String readsThrough(Connection connection) {
            return connection.cloud();
        }

        @Override
        public boolean showsThePresent() {
            return showsThePresent;
        }

        @Override
        public Duration ahead(Connection connection) {
            looks.incrementAndGet();
            return Duration.ZERO;
        }

        @Override
        public void authorize(Connection connection) {}

        @Override
        public void read(Connection connection, Window window, Pass pass, Sink sink)
                throws MicrosoftException, InterruptedException {
            asked.add(new Asked(connection.id(), window, pass));
            readings.getOrDefault(connection.id(), (_, _, _) -> {}).read(window, pass, sink);
            sink.completeTo(window.to());
        }

        @Override
        public void forget(Connection connection) {}

        long asked(String connection, Pass pass) {
            return asked.stream()
                    .filter(one -> one.connection().equals(connection) && one.pass() == pass)
                    .count();
        }
    }

    static Connection connection(String id, long revision) {
        return connection(id, "commercial", revision);
    }

    static Connection connection(String id, String cloud, long revision) {
        return new Connection(
                id,
                "name " + revision,
                "t",
                null,
                cloud,
                Map.of(),
                "app",
                true,
                Duration.ofSeconds(15),
                Capabilities.NONE,
                revision,
                Instant.EPOCH);
    }

    /** Something that was read, whose record has so many bytes. */
    static Read read(String key, int bytes) {
        JsonPiece piece = new JsonPiece(("\"" + key + "\"").getBytes(UTF_8));
        return new Read(
                Topics.RAW_ALERTS,
                key,
                Digest.of(piece),
                CloudEvent.on(Topics.RAW_ALERTS, key, CloudEvent.source("t", "test"), key, Instant.EPOCH),
                bytes,
                () -> new byte[bytes]);
    }
}
