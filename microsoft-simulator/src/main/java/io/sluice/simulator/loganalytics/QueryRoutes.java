package io.sluice.simulator.loganalytics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.kql.Kql;
import io.sluice.simulator.kql.KqlException;
import io.sluice.simulator.kql.Timespan;
import io.sluice.simulator.sentinel.Sentinel;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.telemetry.Telemetry;
import io.sluice.simulator.tenant.AzureRole;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.sluice.simulator.truth.TenantView;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{workspaceId}/query}. */
public final class QueryRoutes {

    private static final List<String> ROLE = List.of("Data.Read");
    private static final int MOST_WAITING = 200;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final Directory directory;
    private final InstantSource clock;
    private final Function<Tenant, TenantView> views;
    private final WorkspaceTables tables;
    private final Turns turns;
    private final QueryAnswer.Limits limits;
    private final Gate gate;
    private final Quotas quotas;

    /** Serves what these views show. */
    public QueryRoutes(
            SimulatorSettings settings,
            Guards guards,
            Function<Tenant, TenantView> views,
            Sentinel sentinel,
            Telemetry telemetry) {
        this.directory = guards.directory();
        this.clock = guards.clock();
        this.views = views;
        this.tables = new WorkspaceTables(sentinel, telemetry);
        this.turns =
                new Turns(settings.limits() ? settings.logAnalytics().concurrency() : 0, MOST_WAITING, LONGEST_WAIT);
        this.limits = new QueryAnswer.Limits(
                settings.logAnalytics().rows(),
                settings.logAnalytics().bytes(),
                settings.logAnalytics().tooLarge());
        this.gate = new Gate(guards, Surface.LOG_ANALYTICS, new LogAnalyticsWording());
        this.quotas = settings.limits()
                ? new Quotas(guards.clock(), Limit.each(Duration.ofSeconds(30), 200))
                : new Quotas(guards.clock());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        String path = "/v1/workspaces/:workspace/query";
        routes.withRawBody(HttpMethod.POST, path, gate.behind(ROLE, quotas, this::post))
                .get(path, gate.behind(ROLE, quotas, this::get))
                .any("/v1/*", gate.nothing());
    }

    /** Whether the caller may query the workspace of the path; if not, the answer has been given. */
    private boolean authorized(Call call) {
        String asked = call.exchange().path("workspace").toLowerCase(Locale.ROOT);
        boolean own = Workspace.of(call.tenant()).workspaceId().equals(asked);
        if (!own
                && directory.customers().stream()
                        .noneMatch(it -> Workspace.of(it).workspaceId().equals(asked))) {
            throw new RefusedException(new Refusal.NoSuchPath());
        }
        if (!own || call.app().azureRoles().stream().noneMatch(AzureRole::queries)) {
            call.send(LogAnalyticsWording.insufficient(call.exchange()));
            return false;
        }
        return true;
    }

    private void get(Call call) throws IOException {
        if (!authorized(call)) {
            return;
        }
        MultiMap parameters = call.exchange().context().queryParams();
        String query = parameters.get("query");
        if (query == null) {
            throw new RefusedException(400, "BadArgumentError", "The request had some invalid properties");
        }
        answer(call, query, parameters.get("timespan"), null);
    }

    private void post(Call call) throws IOException {
        if (!authorized(call)) {
            return;
        }
        byte[] body = call.exchange().body();
        boolean json =
                call.exchange().header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/json");
        if (!json || body.length == 0) {
            // As documented: not an error, but nothing either.
            call.send(Answer.empty(200));
            return;
        }
        JsonNode request;
        try {
            request = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new RefusedException(400, "BadArgumentError", "The request had some invalid properties");
        }
        if (!request.path("query").isTextual()) {
            throw new RefusedException(400, "BadArgumentError", "The request had some invalid properties");
        }
        answer(
                call,
                request.path("query").asText(),
                request.path("timespan").textValue(),
                call.exchange().context().queryParams().get("timespan"));
    }

    private void answer(Call call, String text, @Nullable String timespan, @Nullable String otherTimespan)
            throws IOException {
        if (views.apply(call.tenant()).size().getOrDefault("incidents", 0) == 0) {
            call.send(Answer.empty(204));
            return;
        }
        Timespan span = span(timespan).and(span(otherTimespan));
        String caller = call.tenant().id() + " " + call.caller().clientId();
        if (!turns.take(caller)) {
            throw new RefusedException(new Refusal.Throttled(10, null));
        }
        try {
            QueryAnswer.give(
                    call,
                    text,
                    tables.of(call.tenant()),
                    new Kql.Span(WorkspaceTables.TIME, span.from(), span.until()),
                    clock.instant(),
                    limits);
        } catch (KqlException e) {
            call.send(LogAnalyticsWording.badQuery(call.exchange(), e));
        } finally {
            turns.giveBack(caller);
        }
    }

    private Timespan span(@Nullable String text) {
        if (text == null) {
            return Timespan.ALWAYS;
        }
        try {
            return Timespan.parse(text, clock.instant());
        } catch (DateTimeException e) {
            throw new RefusedException(400, "BadArgumentError", "The timespan is invalid");
        }
    }
}
