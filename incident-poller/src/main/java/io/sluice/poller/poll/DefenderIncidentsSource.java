package io.sluice.poller.poll;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadItem;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PolledSource;
import io.sluice.polling.poll.Schedule;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.polling.window.WindowReader.PageSizes;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The incidents of Defender XDR and their alerts, by the time of their last change. */
public final class DefenderIncidentsSource implements PolledSource {

    private static final String UNSUPPORTED = "Incidents are to be read through Microsoft Graph, and this version of"
            + " Sluice reads them through the Defender XDR API alone: this connection is not polled.";
    private static final String USE_XDR = "Set capabilities.defenderIncidents.source to xdr, and grant"
            + " Incident.Read.All of Microsoft Threat Protection.";

    private final DefenderIncidentsApi api;
    private final PageSizes pageSizes;
    private final InstantSource clock;

    /**
     * Takes the API to read through.
     *
     * @param pageSize how many incidents are asked for at once, at most
     */
    public DefenderIncidentsSource(DefenderIncidentsApi api, int pageSize, InstantSource clock) {
        this.api = api;
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
        return incidents.source() == IncidentSource.XDR
                ? new Schedule.Polled(incidents.initialLookback(), connection.pollInterval())
                : new Schedule.Unsupported(UNSUPPORTED, USE_XDR);
    }

    @Override
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        api.authorize(connection);
    }

    @Override
    public void read(Connection connection, Window window, Pass pass, Sink sink)
            throws MicrosoftException, InterruptedException {
        Pages pages = new Pages(connection, sink);
        new WindowReader<>(pages::page, pageSizes, DefenderIncidentsSource::changedAt, pages::put, sink::completeTo)
                .read(window);
    }

    private static @Nullable String changedAt(ReadItem item) {
        return item instanceof ReadIncident incident ? incident.lastUpdateTime() : null;
    }

    @Override
    public void forget(Connection connection) {
        api.forget(connection);
    }

    /** The pages of one reading. */
    private final class Pages {

        private final Connection connection;
        private final Sink sink;
        private IncidentRecords records;

        Pages(Connection connection, Sink sink) {
            this.connection = connection;
            this.sink = sink;
            this.records = new IncidentRecords(connection, clock.instant());
        }

        Extent page(Window window, int top, int skip, ItemConsumer<ReadItem> consumer)
                throws MicrosoftException, InterruptedException {
            records = new IncidentRecords(connection, clock.instant());
            return api.page(connection, window, top, skip, consumer);
        }

        void put(ReadItem item) throws InterruptedException {
            for (Read record : records.of(item)) {
                sink.put(record);
            }
        }
    }
}
