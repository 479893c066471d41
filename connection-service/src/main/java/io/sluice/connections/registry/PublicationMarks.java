package io.sluice.connections.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code publication_mark}, within a transaction: changes that the topic has not been told of. */
public final class PublicationMarks {

    private final Handle handle;

    /** Works within the handle's transaction. */
    public PublicationMarks(Handle handle) {
        this.handle = handle;
    }

    /**
     * A change that the topic has not been told of.
     *
     * @param sequence names the mark; later marks have greater ones
     * @param traceparent the W3C trace context of the change, where it had one
     */
    public record Mark(
            long sequence,
            UUID connectionId,
            String tenantId,
            Instant markedAt,
            @Nullable String traceparent) {}

    /** Marks a connection, in the transaction of its change. */
    public void add(UUID connectionId, String tenantId, Instant now, @Nullable String traceparent) {
        handle.createUpdate("""
                        insert into publication_mark (connection_id, tenant_id, marked_at, traceparent)
                        values (:connection, :tenant, :now, :traceparent)
                        """)
                .bind("connection", connectionId)
                .bind("tenant", UUID.fromString(tenantId))
                .bind("now", now)
                .bind("traceparent", traceparent)
                .execute();
    }

    /** Adds a mark again, unless the connection has one. */
    public void addIfNone(Mark mark) {
        boolean marked = handle.createQuery("select exists (select from publication_mark where connection_id = :id)")
                .bind("id", mark.connectionId())
                .mapTo(boolean.class)
                .one();
        if (!marked) {
            add(mark.connectionId(), mark.tenantId(), mark.markedAt(), mark.traceparent());
        }
    }

    /** Marks all connections that have no mark. */
    public void addAll() {
        handle.execute("""
                insert into publication_mark (connection_id, tenant_id, marked_at)
                select id, tenant_id, now() from connection
                where not exists (select from publication_mark where connection_id = connection.id)
                """);
    }

    /** Returns the oldest marks. */
    public List<Mark> oldest(int limit) {
        return handle.createQuery("select * from publication_mark order by sequence limit :limit")
                .bind("limit", limit)
                .map((row, _) -> new Mark(
                        row.getLong("sequence"),
                        row.getObject("connection_id", UUID.class),
                        row.getString("tenant_id"),
                        row.getObject("marked_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                        row.getString("traceparent")))
                .list();
    }

    /** Removes exactly these marks: one that was added meanwhile stays. */
    public void remove(Collection<Mark> marks) {
        handle.createUpdate("delete from publication_mark where sequence = any(:sequences)")
                .bindArray(
                        "sequences",
                        Long.class,
                        marks.stream().map(Mark::sequence).toList())
                .execute();
    }

    /** Returns how many there are. */
    public long count() {
        return handle.createQuery("select count(*) from publication_mark")
                .mapTo(long.class)
                .one();
    }
}
