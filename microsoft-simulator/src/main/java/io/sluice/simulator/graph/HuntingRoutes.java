package io.sluice.simulator.graph;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.kql.Column;
import io.sluice.simulator.kql.Cursor;
import io.sluice.simulator.kql.Kql;
import io.sluice.simulator.kql.KqlException;
import io.sluice.simulator.kql.Row;
import io.sluice.simulator.kql.Timespan;
import io.sluice.simulator.kql.Type;
import io.sluice.simulator.kql.Wire;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.telemetry.Telemetry;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1.0/security/runHuntingQuery}: KQL over what Defender XDR keeps for 30 days.
 *
 * <p>After Microsoft Learn: "security: runHuntingQuery" and the limits on the overview page of the security API.
 */
final class HuntingRoutes {

    private static final List<String> ROLE = List.of("ThreatHunting.Read.All");
    private static final Duration KEPT = Duration.ofDays(30);
    private static final long MOST_ROWS = 100_000;
    private static final int HELD_BACK = 500;
    private static final long MOST_KEPT = 128L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String JSON_TYPE =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    private final Gate gate;
    private final Quotas quotas;
    private final InstantSource clock;
    private final Telemetry telemetry;

    HuntingRoutes(Gate gate, Quotas quotas, InstantSource clock, Telemetry telemetry) {
        this.gate = gate;
        this.quotas = quotas;
        this.clock = clock;
        this.telemetry = telemetry;
    }

    void register(Routes routes) {
        routes.withRawBody(HttpMethod.POST, "/v1.0/security/runHuntingQuery", gate.behind(ROLE, quotas, this::run));
    }

    private void run(Call call) throws IOException {
        JsonNode request;
        try {
            request = Json.MAPPER.readTree(call.exchange().body());
        } catch (JacksonException e) {
            throw bad("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of"
                    + " valid JSON format.");
        }
        String text = member(request, "Query");
        if (text == null || text.isBlank()) {
            throw bad("The 'Query' parameter is missing or empty.");
        }
        Instant now = clock.instant();
        Timespan span = new Timespan(now.minus(KEPT), Instant.MAX).and(span(member(request, "Timespan"), now));
        try {
            Kql query = Kql.compile(
                    text,
                    telemetry.hunting(call.tenant()),
                    new Kql.Span("Timestamp", span.from(), span.until()),
                    now,
                    new Kql.Limits(LONGEST, MOST_KEPT, System::nanoTime));
            answer(call, query);
        } catch (KqlException e) {
            throw switch (e.kind()) {
                case SYNTAX -> bad(e.getMessage() + ". Fix syntax errors in your query.");
                case SEMANTIC -> bad(e.getMessage() + ". Fix semantic errors in your query.");
                case LIMIT ->
                    bad("Query execution has exceeded the allowed limits. Optimize your query by limiting the amount of"
                            + " results and try again.");
            };
        }
    }

    private static RefusedException bad(String message) {
        return new RefusedException(400, "BadRequest", message);
    }

    private static @Nullable String member(JsonNode request, String name) {
        for (var member : request.properties()) {
            if (member.getKey().equalsIgnoreCase(name) && member.getValue().isTextual()) {
                return member.getValue().textValue();
            }
        }
        return null;
    }

    private static Timespan span(@Nullable String text, Instant now) {
        if (text == null) {
            return Timespan.ALWAYS;
        }
        try {
            return Timespan.parse(text, now);
        } catch (DateTimeException e) {
            throw bad("The 'Timespan' parameter is not a valid ISO 8601 duration or interval.");
        }
    }

    private static void answer(Call call, Kql query) throws IOException {
        Cursor cursor = query.rows();
        List<Row> first = new ArrayList<>();
        Row next = cursor.next();
        while (next != null && first.size() < HELD_BACK) {
            first.add(next);
            next = cursor.next();
        }
        Row after = next;
        call.exchange().response().putHeader("OData-Version", "4.0");
        call.stream(JSON_TYPE, json -> {
            json.writeStringField(
                    "@odata.context",
                    "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults");
            json.writeArrayFieldStart("schema");
            for (Column column : query.columns()) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", type(column.type()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("results");
            for (Row row : first) {
                write(json, query.columns(), row);
            }
            long written = first.size();
            for (Row row = after; row != null && written < MOST_ROWS; row = cursor.next()) {
                write(json, query.columns(), row);
                written++;
            }
            json.writeEndArray();
        });
    }

    private static String type(Type type) {
        return switch (type) {
            case BOOL -> "Boolean";
            case DATETIME -> "DateTime";
            case DECIMAL -> "SqlDecimal";
            case DYNAMIC -> "Object";
            case GUID -> "Guid";
            case INT -> "Int32";
            case LONG -> "Int64";
            case REAL -> "Double";
            case STRING -> "String";
            case TIMESPAN -> "TimeSpan";
        };
    }

    private static void write(JsonGenerator json, List<Column> columns, Row row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            Object cell = row.get(i);
            switch (cell) {
                case null -> json.writeNull();
                case Instant time -> json.writeString(WireTime.text(time));
                case Duration span -> json.writeString(Wire.text(span));
                case Double number when !Double.isFinite(number) -> json.writeString(number.toString());
                default -> json.writePOJO(cell);
            }
        }
        json.writeEndObject();
    }
}
