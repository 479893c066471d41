package io.sluice.sentinel.arm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.sentinel.query.Cells;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks Azure Resource Manager for Sentinel's incidents (azure-rest-api-specs, Microsoft.SecurityInsights, Incidents).
 * Its limit is 250 reads at once and 25 a second for each application and subscription (Microsoft Learn: "Understand
 * how Azure Resource Manager throttles requests").
 */
public final class SecurityInsights {

    /** The most incidents on a page (Microsoft Learn: "Service limits for Microsoft Sentinel"). */
    public static final int MAX_PAGE = 1000;

    private static final String API_VERSION = "api-version=2024-09-01";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SurfaceCalls calls;
    private final CallBudget limits;

    /** Makes a client that keeps to these calls' limits. */
    public SecurityInsights(MicrosoftHttp http, AccessTokens tokens, CallBudget limits) {
        this.calls = new SurfaceCalls(http, tokens, Surface.RESOURCE_MANAGER);
        this.limits = limits;
    }

    /**
     * Sees that there is an access token.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        calls.authorize(connection);
    }

    /**
     * Reads the incidents whose {@code lastModifiedTimeUtc} lies in a window, page by page, one in memory at a time.
     *
     * @param top how many incidents Azure is asked to put on a page, up to {@link #MAX_PAGE}
     * @param mostPages how many pages are read
     * @return whether there are more pages
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    public boolean incidents(
            Connection connection, Window window, int top, int mostPages, ItemConsumer<ArmIncident> consumer)
            throws MicrosoftException, InterruptedException {
        String filter = "properties/lastModifiedTimeUtc ge " + Window.text(window.from())
                + " and properties/lastModifiedTimeUtc lt " + Window.text(window.to());
        @Nullable
        String next = scope(connection) + "/incidents?" + API_VERSION + "&$filter=" + encoded(filter) + "&$orderby="
                + encoded("properties/lastModifiedTimeUtc asc") + "&$top=" + top;
        Set<String> read = new HashSet<>();
        for (int page = 0; page < mostPages && next != null; page++) {
            if (!read.add(next)) {
                throw new MicrosoftException(new MalformedAnswer("Azure's pages of incidents go round in a circle."));
            }
            String path = next;
            Optional<String> link = within(
                    connection,
                    () -> calls.get(
                            connection,
                            path,
                            new ResourceManagerRefusals(workspace(connection)),
                            body -> page(body, consumer)));
            next = link.isEmpty() ? null : pathOf(link.get());
        }
        return next != null;
    }

    /**
     * Reads one incident; nothing where Azure does not know it.
     *
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    public Optional<ArmIncident> incident(Connection connection, String incident)
            throws MicrosoftException, InterruptedException {
        try {
            return Optional.of(new ArmIncident(within(
                    connection,
                    () -> calls.get(
                            connection,
                            scope(connection) + "/incidents/" + encoded(incident) + "?" + API_VERSION,
                            new ResourceManagerRefusals(workspace(connection)),
                            SecurityInsights::object))));
        } catch (MicrosoftException failed) {
            if (failed.failure() instanceof NotFound) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /**
     * Reads the alerts of an incident; none where Azure does not know the incident, or does not know it yet.
     *
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    public List<JsonNode> alerts(Connection connection, String incident)
            throws MicrosoftException, InterruptedException {
        return of(connection, incident, "alerts", "value");
    }

    /**
     * Reads the entities of an incident; none where Azure does not know the incident, does not know it yet, or has let
     * them go: they are kept for 180 days.
     *
     * @throws MicrosoftException if there is no answer, or no good one
     * @throws InterruptedException if the thread is to stop
     */
    public List<JsonNode> entities(Connection connection, String incident)
            throws MicrosoftException, InterruptedException {
        return of(connection, incident, "entities", "entities");
    }

    private List<JsonNode> of(Connection connection, String incident, String what, String member)
            throws MicrosoftException, InterruptedException {
        try {
            return within(
                    connection,
                    () -> calls.post(
                            connection,
                            scope(connection) + "/incidents/" + encoded(incident) + "/" + what + "?" + API_VERSION,
                            Map.of(),
                            new byte[0],
                            PATIENCE,
                            new ResourceManagerRefusals(workspace(connection)),
                            body -> elements(body, member)));
        } catch (MicrosoftException failed) {
            if (failed.failure() instanceof NotFound) {
                return List.of();
            }
            throw failed;
        }
    }

    private <T> T within(Connection connection, CallBudget.Call<T> call)
            throws MicrosoftException, InterruptedException {
        return limits.call(new Principal(connection.tenantId(), connection.clientId()), Purpose.LIVE, call);
    }

    /** Hands on the incidents of a page, and returns the link to the next. */
    private static Optional<String> page(InputStream body, ItemConsumer<ArmIncident> consumer)
            throws IOException, InterruptedException {
        String link = null;
        boolean isList = false;
        try (JsonParser parser = Cells.JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("value") && value == JsonToken.START_ARRAY) {
                    isList = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        consumer.accept(new ArmIncident(Cells.read(parser)));
                    }
                } else if (name.equals("nextLink") && value == JsonToken.VALUE_STRING) {
                    link = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it breaks off");
            }
        }
        if (!isList) {
            throw new IOException("it has no list of incidents");
        }
        return Optional.ofNullable(link).filter(it -> !it.isBlank());
    }

    private static JsonNode object(InputStream body) throws IOException {
        try (JsonParser parser = Cells.JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            return Cells.read(parser);
        }
    }

    private static List<JsonNode> elements(InputStream body, String member) throws IOException {
        JsonNode array = object(body).path(member);
        if (!array.isArray()) {
            throw new IOException("it has no " + member);
        }
        List<JsonNode> elements = new ArrayList<>(array.size());
        array.forEach(elements::add);
        return elements;
    }

    /**
     * A link is followed to where the first page was, whatever host it names: a token goes nowhere else. Azure leaves
     * blanks in its links.
     */
    private static String pathOf(String link) throws MicrosoftException {
        try {
            URI uri = URI.create(link.replace(" ", "%20"));
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException noLink) {
            throw new MicrosoftException(new MalformedAnswer("Azure's link to the next page is none."), noLink);
        }
    }

    private static String scope(Connection connection) throws MicrosoftException {
        Sentinel workspace = workspace(connection);
        return "/subscriptions/" + encoded(workspace.subscriptionId()) + "/resourceGroups/"
                + encoded(workspace.resourceGroup()) + "/providers/Microsoft.OperationalInsights/workspaces/"
                + encoded(workspace.workspaceName()) + "/providers/Microsoft.SecurityInsights";
    }

    private static Sentinel workspace(Connection connection) throws MicrosoftException {
        Sentinel workspace = connection.capabilities().sentinel();
        if (workspace == null) {
            throw new MicrosoftException(new InvalidRequest("The connection names no Sentinel workspace.", null));
        }
        return workspace;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
