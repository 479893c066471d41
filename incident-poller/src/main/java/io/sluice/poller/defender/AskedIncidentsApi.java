package io.sluice.poller.defender;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.raw.Source;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.net.URLEncoder;
import java.time.Instant;

/**
 * Asks a tenant's Defender for what somebody wants to know now (Microsoft Learn: "List incidents API" and "Get incident
 * API in Microsoft Defender XDR"), within the part of the quota that polling leaves.
 */
public final class AskedIncidentsApi {

    /** The most incidents that Microsoft puts on a page. */
    private static final int MAX_PAGE = 100;

    private final SurfaceCalls calls;
    private final CallBudget budget;
    private final LargeIncidents large;

    /**
     * Makes an API whose calls share a budget with those of polling.
     *
     * @param large the turns of large incidents, shared with polling too
     */
    public AskedIncidentsApi(MicrosoftHttp http, AccessTokens tokens, CallBudget budget, LargeIncidents large) {
        this.calls = new SurfaceCalls(http, tokens, Surface.DEFENDER);
        this.budget = budget;
        this.large = large;
    }

    /**
     * Returns the interface for a request.
     *
     * @param deadline until when its calls must have begun
     */
    public AskedIncidents asked(Connection connection, Instant deadline) {
        return new Asked(connection, deadline);
    }

    private final class Asked implements AskedIncidents {

        private final Connection connection;
        private final Instant deadline;

        Asked(Connection connection, Instant deadline) {
            this.connection = connection;
            this.deadline = deadline;
        }

        @Override
        public String source() {
            return Source.DEFENDER_XDR;
        }

        @Override
        public DefenderShape shape() {
            return DefenderShape.DEFENDER_XDR;
        }

        @Override
        public int largestPage() {
            return MAX_PAGE;
        }

        @Override
        public void one(String incidentId, ItemConsumer<ReadItem> consumer)
                throws MicrosoftException, InterruptedException {
            inTurn(() -> calls.get(
                    connection,
                    "/api/incidents/" + incidentId,
                    RefusalReader.GENERAL,
                    body -> IncidentPage.readOne(body, PageForm.DEFENDER_XDR, large, consumer)));
        }

        @Override
        public Extent page(Wanted wanted, Window window, int top, int skip, ItemConsumer<ReadItem> consumer)
                throws MicrosoftException, InterruptedException {
            String time = wanted.time().word();
            String filter = time + " ge " + Window.text(window.from()) + " and " + time + " lt "
                    + Window.text(window.to())
                    + (wanted.status() == null ? "" : " and status eq '" + wanted.status() + "'");
            String path = "/api/incidents?$filter="
                    + URLEncoder.encode(filter, UTF_8).replace("+", "%20") + "&$top=" + top
                    + (skip == 0 ? "" : "&$skip=" + skip);
            return inTurn(() -> calls.get(
                    connection, path, RefusalReader.GENERAL, body -> IncidentPage.read(body, large, consumer)));
        }

        private <T> T inTurn(CallBudget.Call<T> call) throws MicrosoftException, InterruptedException {
            Principal principal = new Principal(connection.tenantId(), connection.clientId());
            return budget.call(principal, Purpose.REQUEST, deadline, call);
        }
    }
}
