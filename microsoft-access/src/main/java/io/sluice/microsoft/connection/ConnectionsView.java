package io.sluice.microsoft.connection;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.topic.CompactedView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All connections, in memory, as {@link Topics#CONNECTIONS} tells them: about a kilobyte each. */
public final class ConnectionsView implements AutoCloseable {

    private final CompactedView<Connection> topic;
    private final Side side;

    /**
     * Prepares a view of a service that no agent runs; {@link #start()} begins to read.
     *
     * @param kafka how Kafka is reached: {@code bootstrap.servers} and what security needs
     * @param replaced hears of a connection, as it was, that has changed or is gone; must not block
     */
    public ConnectionsView(Map<String, Object> kafka, Consumer<Connection> replaced) {
        this(kafka, Side.ALONE, replaced);
    }

    /**
     * Prepares a view; {@link #start()} begins to read.
     *
     * @param kafka how Kafka is reached: {@code bootstrap.servers} and what security needs
     * @param side whose view it is
     * @param replaced hears of a connection, as it was, that has changed or is gone; must not block
     */
    public ConnectionsView(Map<String, Object> kafka, Side side, Consumer<Connection> replaced) {
        this.side = side;
        this.topic = new CompactedView<>(kafka, Topics.CONNECTIONS, Connection.class, _ -> true, replaced);
    }

    /** Returns whose view it is. What is in it may be served by another side. */
    public Side side() {
        return side;
    }

    /** Begins to read. */
    public void start() {
        topic.start();
    }

    /** Says whether everything has been read that was there at the start. */
    public boolean isComplete() {
        return topic.isComplete();
    }

    /** Waits until everything has been read that was there at the start. */
    public void awaitComplete() throws InterruptedException {
        topic.awaitComplete();
    }

    /** Finds a connection by its id, or else by its name. */
    public Optional<Connection> find(String idOrName) {
        return first(connection -> connection.id().equals(idOrName))
                .or(() -> first(connection -> connection.name().equals(idOrName)));
    }

    private Optional<Connection> first(Predicate<Connection> wanted) {
        return all().stream().filter(wanted).findFirst();
    }

    /** Returns all connections, in no order. */
    public Collection<Connection> all() {
        return topic.values();
    }

    @Override
    public void close() {
        topic.close();
    }
}
