package io.sluice.poller.defender;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Endpoint;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.ScheduledCalls;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.net.URI;
import java.net.URLEncoder;

/**
 * Asks a tenant's Defender for the incidents that changed in a window (Microsoft Learn: "List incidents API in
 * Microsoft Defender XDR"; its quota is 50 calls a minute and 1,500 an hour).
 */
public final class DefenderIncidentsApi {

    /** The most incidents that Microsoft puts on a page; more is refused with 400. */
    public static final int MAX_PAGE = 100;

    private final MicrosoftHttp http;
    private final AccessTokens tokens;
    private final ScheduledCalls calls;

    /** Makes an API that keeps to these calls' limits. */
    public DefenderIncidentsApi(MicrosoftHttp http, AccessTokens tokens, ScheduledCalls calls) {
        this.http = http;
        this.tokens = tokens;
        this.calls = calls;
    }

    /**
     * Sees that there is a token, so that a fault of the credentials is not taken for one of a page.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        tokens.get(connection.id(), endpoint(connection).resource());
    }

    /** Forgets the tokens of a connection that has changed or is gone. */
    public void forget(Connection connection) {
        tokens.forget(connection.id());
    }

    /**
     * Reads one page of the incidents whose {@code lastUpdateTime} lies in a window. Microsoft promises no order.
     *
     * @param top how many incidents at most, up to {@link #MAX_PAGE}
     * @param skip how many to leave out first; only right where the window's content stands still
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    public Extent page(Connection connection, Window window, int top, int skip, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        Endpoint defender = endpoint(connection);
        URI uri = defender.resolve(path(window, top, skip));
        AccessToken token = tokens.get(connection.id(), defender.resource());
        try {
            return page(connection, uri, token, consumer);
        } catch (MicrosoftException refused) {
            if (refused.failure() instanceof Unauthenticated || refused.failure() instanceof Forbidden) {
                // A token keeps the permissions it was issued with; a fresh one has those granted meanwhile.
                return page(connection, uri, tokens.replace(connection.id(), defender.resource(), token), consumer);
            }
            throw refused;
        }
    }

    private Extent page(Connection connection, URI uri, AccessToken token, ItemConsumer<ReadItem> consumer)
            throws MicrosoftException, InterruptedException {
        calls.await(connection.tenantId());
        return http.get(uri, token.value(), body -> IncidentPage.read(body, consumer));
    }

    private static Endpoint endpoint(Connection connection) throws MicrosoftException {
        try {
            return Cloud.endpoint(connection, Surface.DEFENDER);
        } catch (IllegalArgumentException wrongSettings) {
            throw new MicrosoftException(
                    new InvalidRequest(String.valueOf(wrongSettings.getMessage()), null), wrongSettings);
        }
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
