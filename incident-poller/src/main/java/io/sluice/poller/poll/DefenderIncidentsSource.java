package io.sluice.poller.poll;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.raw.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.graph.GraphIncidents;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PolledSource;
import io.sluice.polling.poll.Schedule;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.polling.window.WindowReader.PageSizes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of Defender XDR and their alerts, by the time of their last change, through the Defender XDR API or
 * through Microsoft Graph.
 */
public final class DefenderIncidentsSource implements PolledSource {

    private final DefenderIncidentsApi api;
    private final GraphIncidents graph;
    private final PageSizes pageSizes;
    private final InstantSource clock;

    /**
     * Takes the APIs to read through: each connection says which.
     *
     * @param pageSize how many incidents the Defender XDR API is asked for at once, at most
     */
    public DefenderIncidentsSource(DefenderIncidentsApi api, GraphIncidents graph, int pageSize, InstantSource clock) {
        this.api = api;
        this.graph = graph;
        this.pageSizes = new PageSizes(pageSize, 1);
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.DEFENDER_INCIDENTS;
    }

    @Override
    public String service() {
        return "incident-poller";
    }

    @Override
    public Schedule schedule(Connection connection) {
        DefenderIncidents incidents = connection.capabilities().defenderIncidents();
        if (!connection.enabled() || incidents == null) {
            return new Schedule.NotPolled();
        }
        return new Schedule.Polled(incidents.initialLookback(), connection.pollInterval());
    }

    @Override
    public String readsThrough(Connection connection) {
        return isReadThroughGraph(connection) ? Source.MICROSOFT_GRAPH : Source.DEFENDER_XDR;
    }

    private static boolean isReadThroughGraph(Connection connection) {
        DefenderIncidents incidents = connection.capabilities().defenderIncidents();
        return incidents != null && incidents.source() == IncidentSource.GRAPH;
    }

    @Override
    public boolean showsThePresent() {
        return true;
    }

    @Override
    public Duration ahead(Connection connection) {
        return isReadThroughGraph(connection) ? graph.ahead(connection) : api.ahead(connection);
    }

    /** By the clock that incidents are stamped by, so that the two can be compared. */
    private Instant present(Connection connection) {
        return clock.instant().plus(ahead(connection));
    }

    @Override
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        if (isReadThroughGraph(connection)) {
            graph.authorize(connection);
        } else {
            api.authorize(connection);
        }
    }

    @Override
    public void read(Connection connection, Window window, Pass pass, Sink sink)
            throws MicrosoftException, InterruptedException {
        Purpose purpose = pass == Pass.PAST ? Purpose.PAST : Purpose.LIVE;
        if (isReadThroughGraph(connection)) {
            graph.read(connection, window, purpose, new GraphRecords(connection, sink));
            return;
        }
        Pages pages = new Pages(connection, purpose, sink);
        new WindowReader<>(pages::page, pageSizes, DefenderIncidentsSource::changedAt, pages::put, sink::completeTo)
                .read(window);
    }

    private static @Nullable String changedAt(ReadItem item) {
        return item instanceof ReadIncident incident ? incident.lastUpdateTime() : null;
    }

    @Override
    public void forget(Connection connection) {
        api.forget(connection);
        graph.forget(connection);
    }

    /** The pages of one reading of the Defender XDR API. */
    private final class Pages {

        private final Connection connection;
        private final Purpose purpose;
        private final Sink sink;
        private IncidentRecords records;

        Pages(Connection connection, Purpose purpose, Sink sink) {
            this.connection = connection;
            this.purpose = purpose;
            this.sink = sink;
            this.records = records();
        }

        private IncidentRecords records() {
            return new IncidentRecords(connection, Source.DEFENDER_XDR, present(connection));
        }

        Extent page(Window window, int top, int skip, ItemConsumer<ReadItem> consumer)
                throws MicrosoftException, InterruptedException {
            records = records();
            return api.page(connection, window, top, skip, purpose, consumer);
        }

        void put(ReadItem item) throws InterruptedException {
            for (Read record : records.of(item)) {
                sink.put(record);
            }
        }
    }

    /** What is read of Microsoft Graph. */
    private final class GraphRecords implements GraphIncidents.Receiver {

        private final Connection connection;
        private final Sink sink;
        private IncidentRecords records;

        GraphRecords(Connection connection, Sink sink) {
            this.connection = connection;
            this.sink = sink;
            this.records = new IncidentRecords(connection, Source.MICROSOFT_GRAPH, present(connection));
        }

        @Override
        public void ask() {
            records = new IncidentRecords(connection, Source.MICROSOFT_GRAPH, present(connection));
        }

        @Override
        public void incident(ReadItem incident) throws InterruptedException {
            for (Read record : records.of(incident)) {
                sink.put(record);
            }
        }

        @Override
        public void alert(ReadItem alert) throws InterruptedException {
            sink.put(records.ofAlert(alert));
        }

        @Override
        public void completeTo(Instant instant) throws InterruptedException {
            sink.completeTo(instant);
        }
    }
}
