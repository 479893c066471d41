package io.sluice.poller.graph;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.incident.IncidentTime;
import io.sluice.contracts.raw.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.poller.defender.AskedIncidents;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.graph.GraphIncidents.Reading;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks Microsoft Graph for what somebody wants to know now, whole in spite of what Graph does at times, as
 * {@link GraphIncidents} reads it. States are left to the caller: Graph does not promise to look at them.
 */
public final class AskedGraphIncidents implements AskedIncidents {

    private final GraphIncidents graph;
    private final Connection connection;
    private @Nullable Reading reading;

    /**
     * Makes the interface for a request.
     *
     * @param deadline until when its calls must have begun
     */
    public AskedGraphIncidents(GraphSecurityApi api, Connection connection, Instant deadline) {
        this.graph = new GraphIncidents(api.until(deadline), GraphSecurityApi.MAX_PAGE);
        this.connection = connection;
    }

    @Override
    public String source() {
        return Source.MICROSOFT_GRAPH;
    }

    @Override
    public DefenderShape shape() {
        return DefenderShape.MICROSOFT_GRAPH;
    }

    @Override
    public int largestPage() {
        return GraphSecurityApi.MAX_PAGE;
    }

    @Override
    public void one(String incidentId, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        reading(IncidentTime.CHANGED).one(incidentId, consumer);
    }

    @Override
    public Extent page(Wanted wanted, Window window, int top, int skip, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        // Always with alerts: what an incident says of itself holds their ids.
        return reading(wanted.time()).incidents(window, top, skip, consumer);
    }

    /** It remembers where the list of an instant goes on. */
    private Reading reading(IncidentTime time) {
        Reading open = reading;
        if (open == null) {
            open = graph.reading(connection, time);
            reading = open;
        }
        return open;
    }
}
