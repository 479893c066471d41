package io.sluice.poller.defender;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.net.URLEncoder;
import java.time.Duration;

/**
 * Asks a tenant's Defender for the incidents that changed in a window (Microsoft Learn: "List incidents API in
 * Microsoft Defender XDR"; its quota is 50 calls a minute and 1,500 an hour).
 */
public final class DefenderIncidentsApi {

    /** The most incidents that Microsoft puts on a page; more is refused with 400. */
    public static final int MAX_PAGE = 100;

    private final SurfaceCalls defender;
    private final CallBudget budget;
    private final LargeIncidents large;

    /**
     * Makes an API that keeps within this budget.
     *
     * @param large the turns of large incidents, of all who read any
     */
    public DefenderIncidentsApi(MicrosoftHttp http, AccessTokens tokens, CallBudget budget, LargeIncidents large) {
        this.defender = new SurfaceCalls(http, tokens, Surface.DEFENDER);
        this.budget = budget;
        this.large = large;
    }

    /**
     * Sees that there is a token, so that a fault of the credentials is not taken for one of a page.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        defender.authorize(connection);
    }

    /** Forgets the tokens of a connection that has changed or is gone. */
    public void forget(Connection connection) {
        defender.forget(connection);
    }

    /**
     * Reads one page of the incidents whose {@code lastUpdateTime} lies in a window. Microsoft promises no order.
     *
     * @param top how many incidents at most, up to {@link #MAX_PAGE}
     * @param skip how many to leave out first; only right where the window's content stands still
     * @param purpose what it is read for
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    public Extent page(
            Connection connection, Window window, int top, int skip, Purpose purpose, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        return budget.call(
                new Principal(connection.tenantId(), connection.clientId()),
                purpose,
                () -> defender.get(
                        connection,
                        path(window, top, skip),
                        RefusalReader.GENERAL,
                        body -> IncidentPage.read(body, large, consumer)));
    }

    /** Returns how far the clock of the connection's Defender is ahead of ours, as far as that is known. */
    public Duration ahead(Connection connection) {
        return defender.ahead(connection);
    }

    /** The condition on {@code lastUpdateTime} in OData's words: dates are not quoted. */
    private static String filter(Window window) {
        return "lastUpdateTime ge " + Window.text(window.from()) + " and lastUpdateTime lt " + Window.text(window.to());
    }

    private static String path(Window window, int top, int skip) {
        return "/api/incidents?$filter="
                + URLEncoder.encode(filter(window), UTF_8).replace("+", "%20")
                + "&$top=" + top + (skip == 0 ? "" : "&$skip=" + skip);
    }
}
