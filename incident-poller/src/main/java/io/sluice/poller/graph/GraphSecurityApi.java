package io.sluice.poller.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.poller.defender.IncidentPage;
import io.sluice.poller.defender.IncidentPage.Listed;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.defender.PageForm;
import io.sluice.poller.defender.ReadItem;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Asks Microsoft Graph for a tenant's incidents and alerts (Microsoft Learn: "List incidents", "Get incident", "List
 * alerts_v2", namespace microsoft.graph.security). Nothing is left out with {@code $skip}, which Graph refuses beyond
 * 500, and no order is asked for, which Graph does not promise.
 */
public final class GraphSecurityApi {

    /** The most incidents that Graph puts on a page; more is refused with 400. */
    public static final int MAX_PAGE = 50;

    /** Graph takes up to 1,000 alerts; a page of so many is more than it may manage in time. */
    static final int ALERT_PAGE = 200;

    /** Without it, words that are younger than the first version of an enumeration are hidden. */
    private static final Map<String, String> HEADERS = Map.of("Prefer", "include-unknown-enum-members");

    private static final GraphRefusals REFUSALS = new GraphRefusals();

    private final SurfaceCalls graph;
    private final CallBudget budget;
    private final LargeIncidents large;
    private final @Nullable Instant deadline;

    /**
     * Makes an API that keeps within this budget.
     *
     * @param graph the calls of Microsoft Graph
     * @param large the turns of large incidents, of all who read any
     */
    public GraphSecurityApi(SurfaceCalls graph, CallBudget budget, LargeIncidents large) {
        this(graph, budget, large, null);
    }

    private GraphSecurityApi(SurfaceCalls graph, CallBudget budget, LargeIncidents large, @Nullable Instant deadline) {
        this.graph = graph;
        this.budget = budget;
        this.large = large;
        this.deadline = deadline;
    }

    /** Returns the same API for calls that must have begun until then, or are refused as throttled. */
    GraphSecurityApi until(Instant end) {
        return new GraphSecurityApi(graph, budget, large, end);
    }

    /** Returns the turns of large incidents. */
    LargeIncidents large() {
        return large;
    }

    /**
     * Sees that there is a token, so that a fault of the credentials is not taken for one of a page.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        graph.authorize(connection);
    }

    /** Forgets the tokens of a connection that has changed or is gone. */
    public void forget(Connection connection) {
        graph.forget(connection);
    }

    /**
     * Part of a list.
     *
     * @param changed when what is asked for was changed last; nothing where that does not matter
     * @param created when it was made; nothing where that does not matter
     */
    record Part(@Nullable Window changed, @Nullable Window created) {

        private String filter() {
            StringJoiner filter = new StringJoiner(" and ");
            if (changed != null) {
                filter.add(between("lastUpdateDateTime", changed));
            }
            if (created != null) {
                filter.add(between("createdDateTime", created));
            }
            return filter.toString();
        }

        private static String between(String property, Window window) {
            return property + " ge " + Window.text(window.from()) + " and " + property + " lt "
                    + Window.text(window.to());
        }
    }

    Listed incidents(
            Connection connection,
            Purpose purpose,
            Part part,
            int top,
            boolean withAlerts,
            ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        return list(connection, purpose, "incidents", part, top, withAlerts ? "&$expand=alerts" : "", consumer);
    }

    Listed alerts(Connection connection, Purpose purpose, Part part, int top, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        return list(connection, purpose, "alerts_v2", part, top, "", consumer);
    }

    private Listed list(
            Connection connection,
            Purpose purpose,
            String what,
            Part part,
            int top,
            String more,
            ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        String filter = URLEncoder.encode(part.filter(), UTF_8).replace("+", "%20");
        return within(
                connection,
                purpose,
                () -> graph.get(
                        connection,
                        "/v1.0/security/" + what + "?$filter=" + filter + "&$top=" + top + more,
                        HEADERS,
                        REFUSALS,
                        body -> IncidentPage.read(body, PageForm.MICROSOFT_GRAPH, large, consumer)));
    }

    /** Reads the page that another one links to. */
    Listed follow(Connection connection, Purpose purpose, String link, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        return within(
                connection,
                purpose,
                () -> graph.follow(
                        connection,
                        link,
                        HEADERS,
                        REFUSALS,
                        body -> IncidentPage.read(body, PageForm.MICROSOFT_GRAPH, large, consumer)));
    }

    /** Reads an incident, with or without its alerts. */
    void incident(
            Connection connection, Purpose purpose, String id, boolean withAlerts, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        within(
                connection,
                purpose,
                () -> graph.get(
                        connection,
                        "/v1.0/security/incidents/" + URLEncoder.encode(id, UTF_8)
                                + (withAlerts ? "?$expand=alerts" : ""),
                        HEADERS,
                        REFUSALS,
                        body -> IncidentPage.readOne(body, PageForm.MICROSOFT_GRAPH, large, consumer)));
    }

    private <T> T within(Connection connection, Purpose purpose, CallBudget.Call<T> call)
            throws MicrosoftException, InterruptedException {
        Principal principal = new Principal(connection.tenantId(), connection.clientId());
        return deadline == null
                ? budget.call(principal, purpose, call)
                : budget.call(principal, purpose, deadline, call);
    }

    /** Returns how far the clock of Microsoft Graph is ahead of ours, as far as that is known. */
    Duration ahead(Connection connection) {
        return graph.ahead(connection);
    }
}
