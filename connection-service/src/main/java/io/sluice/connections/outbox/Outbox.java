package io.sluice.connections.outbox;

import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}, within a transaction: records that wait to be sent, in the order of their sequence. */
public final class Outbox {

    private final Handle handle;

    /** Works within the handle's transaction. */
    public Outbox(Handle handle) {
        this.handle = handle;
    }

    /** A record that waits. */
    public static final class Waiting {

        private final long sequence;
        private final Topic topic;
        private final String key;
        private final byte @Nullable [] value;
        private final CloudEvent event;
        private final @Nullable String traceparent;

        private Waiting(
                long sequence,
                Topic topic,
                String key,
                byte @Nullable [] value,
                CloudEvent event,
                @Nullable String traceparent) {
            this.sequence = sequence;
            this.topic = topic;
            this.key = key;
            this.value = value;
            this.event = event;
            this.traceparent = traceparent;
        }

        /** Returns where it goes. */
        public Topic topic() {
            return topic;
        }

        /** Returns the record's key. */
        public String key() {
            return key;
        }

        /** Returns the record's value; nothing deletes its key. */
        public byte @Nullable [] value() {
            return value;
        }

        /** Returns the record's attributes. */
        public CloudEvent event() {
            return event;
        }

        /** Returns the W3C trace context of what it tells, where it had one. */
        public @Nullable String traceparent() {
            return traceparent;
        }
    }

    /**
     * Adds a record, in the transaction of what it tells.
     *
     * @param value nothing: a record without a value, which deletes its key
     * @param traceparent see {@link TraceContext#traceparent()}
     */
    public void add(Topic topic, String key, Optional<byte[]> value, CloudEvent event, @Nullable String traceparent) {
        handle.createUpdate("""
                        insert into outbox (topic, record_key, value, event_id, source, subject, happened_at, traceparent)
                        values (:topic, :key, :value, :id, :source, :subject, :time, :traceparent)
                        """)
                .bind("topic", topic.name())
                .bind("key", key)
                .bind("value", value.orElse(null))
                .bind("id", event.id())
                .bind("source", event.source())
                .bind("subject", event.subject())
                .bind("time", event.time())
                .bind("traceparent", traceparent)
                .execute();
    }

    /** Returns the oldest records. */
    public List<Waiting> oldest(int limit) {
        return handle.createQuery("select * from outbox order by sequence limit :limit")
                .bind("limit", limit)
                .map(Outbox::read)
                .list();
    }

    /** Removes exactly these records. */
    public void remove(Collection<Waiting> sent) {
        handle.createUpdate("delete from outbox where sequence = any(:sequences)")
                .bindArray(
                        "sequences",
                        Long.class,
                        sent.stream().map(waiting -> waiting.sequence).toList())
                .execute();
    }

    /** Returns how many there are. */
    public long count() {
        return handle.createQuery("select count(*) from outbox")
                .mapTo(long.class)
                .one();
    }

    private static Waiting read(ResultSet row, StatementContext context) throws SQLException {
        String name = row.getString("topic");
        Topic topic = Topics.named(name)
                .orElseThrow(() -> new IllegalStateException("A record waits for the topic " + name
                        + ", which this version does not know: it was written by a newer one"));
        return new Waiting(
                row.getLong("sequence"),
                topic,
                row.getString("record_key"),
                row.getBytes("value"),
                CloudEvent.on(
                        topic,
                        row.getString("event_id"),
                        row.getString("source"),
                        row.getString("subject"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant()),
                row.getString("traceparent"));
    }
}
