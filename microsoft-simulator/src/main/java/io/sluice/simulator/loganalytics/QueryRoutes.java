package io.sluice.simulator.loganalytics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.sentinel.Sentinel;
import io.sluice.simulator.sentinel.SentinelRow;
import io.sluice.simulator.sentinel.SentinelTable.Column;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{workspaceId}/query}. */
public final class QueryRoutes {

    private static final List<String> ROLE = List.of("Data.Read");
    private static final String JSON_TYPE = "application/json; charset=utf-8";

    private final Directory directory;
    private final InstantSource clock;
    private final Function<Tenant, TenantView> views;
    private final Sentinel sentinel;
    private final Gate gate;
    private final Quotas quotas;

    /** Serves what these views show. */
    public QueryRoutes(
            SimulatorSettings settings, Guards guards, Function<Tenant, TenantView> views, Sentinel sentinel) {
        this.directory = guards.directory();
        this.clock = guards.clock();
        this.views = views;
        this.sentinel = sentinel;
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
        TenantView view = views.apply(call.tenant());
        if (view.size().getOrDefault("incidents", 0) == 0) {
            call.send(Answer.empty(204));
            return;
        }
        try {
            Timespan span = span(timespan).and(span(otherTimespan));
            switch (Query.parse(text)) {
                case Query.Print print -> table(call, print.columns(), List.of(print.values()));
                case Query.Read read -> read(call, read, span);
            }
        } catch (QueryException e) {
            call.send(LogAnalyticsWording.badQuery(call.exchange(), e));
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

    private void read(Call call, Query.Read read, Timespan span) throws IOException {
        List<SentinelRow> rows = sentinel.rows(call.tenant(), read.table())
                .filter(row -> span.contains(row.generated()))
                .toList();
        Long count = null;
        for (Query.Step step : read.steps()) {
            switch (step) {
                case Query.Step.Take take -> {
                    if (count == null) {
                        rows = rows.subList(0, (int) Math.min(take.rows(), rows.size()));
                    }
                }
                case Query.Step.Count counted -> count = count == null ? rows.size() : 1L;
            }
        }
        if (count != null) {
            table(call, List.of(new Column("Count", "long")), List.of(List.of(count)));
            return;
        }
        List<SentinelRow> shown = rows;
        List<Column> columns = read.table().columns();
        stream(call, columns, json -> {
            for (SentinelRow row : shown) {
                Map<String, @Nullable Object> values = row.cells().read();
                List<@Nullable Object> cells = new ArrayList<>();
                columns.forEach(column -> cells.add(wire(values.get(column.name()))));
                json.writePOJO(cells);
            }
        });
    }

    /** Times and dynamic values travel as text. */
    private static @Nullable Object wire(@Nullable Object cell) {
        return switch (cell) {
            case Instant time -> WireTime.text(time);
            case JsonNode value -> value.toString();
            case null, default -> cell;
        };
    }

    private static void table(Call call, List<Column> columns, List<List<@Nullable Object>> rows) throws IOException {
        stream(call, columns, json -> {
            for (List<@Nullable Object> row : rows) {
                json.writePOJO(row);
            }
        });
    }

    @FunctionalInterface
    private interface Rows {
        void write(JsonGenerator json) throws IOException;
    }

    private static void stream(Call call, List<Column> columns, Rows rows) throws IOException {
        call.stream(JSON_TYPE, json -> {
            json.writeArrayFieldStart("tables");
            json.writeStartObject();
            json.writeStringField("name", "PrimaryResult");
            json.writePOJOField("columns", columns);
            json.writeArrayFieldStart("rows");
            rows.write(json);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
        });
    }
}
