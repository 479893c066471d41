package io.sluice.poller.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.poller.defender.AskedIncidentsApi;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.graph.GraphSecurityApi;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A tenant's Defender that holds what a test puts into it and lists it in no order, and refuses what it is told to;
 * Graph shows the same.
 */
final class AskedDefender implements AutoCloseable {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    private static final Pattern FILTER =
            Pattern.compile("(createdTime|lastUpdateTime) ge (\\S+) and \\1 lt (\\S+?)(?: and status eq '(\\w+)')?");

    private static final Pattern GRAPH_TIME =
            Pattern.compile("(createdDateTime|lastUpdateDateTime) ge (\\S+) and \\1 lt (\\S+)");

    private final Map<String, ObjectNode> incidents = new ConcurrentHashMap<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Refusal> refusals = new ConcurrentLinkedDeque<>();
    private final Random order = new Random(7);
    private volatile IntConsumer beforeCall = _ -> {};
    private final AnsweringServer server = new AnsweringServer(this::answer);

    private record Refusal(int status, String body, String retryAfter) {}

    AskedIncidentsApi api(InstantSource clock) {
        Quota plenty = new Quota(6_000, 100_000);
        return new AskedIncidentsApi(
                server.http(),
                server.tokens(),
                new CallBudget(plenty, clock, _ -> Thread.sleep(1)),
                LargeIncidents.ofThisHeap());
    }

    GraphSecurityApi graph(InstantSource clock) {
        Quota plenty = new Quota(6_000, 100_000);
        return new GraphSecurityApi(
                new SurfaceCalls(server.http(), server.tokens(), Surface.GRAPH),
                new CallBudget(plenty, clock, _ -> Thread.sleep(1)),
                LargeIncidents.ofThisHeap());
    }

    /** Returns the connection that reads through Graph. */
    Connection graphConnection() {
        return connection(new DefenderIncidents(IncidentSource.GRAPH, Duration.ofDays(1)));
    }

    Connection connection() {
        return connection(DefenderIncidents.xdr(Duration.ofDays(1)));
    }

    private Connection connection(DefenderIncidents how) {
        URI base = server.base();
        return new Connection(
                "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11",
                "contoso",
                TENANT,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of("defender", base, "graph", base),
                "5a1ce000-0000-4000-8000-0000000000ff",
                true,
                Duration.ofSeconds(10),
                Capabilities.of(how),
                1,
                Instant.EPOCH);
    }

    /** Returns a new incident, to be changed by the test, with so many alerts. */
    ObjectNode holds(int id, Instant created, Instant changed, int alerts) {
        ObjectNode incident = Json.MAPPER
                .createObjectNode()
                .put("incidentId", id)
                .put("incidentUri", "https://security.microsoft.com/incidents/" + id)
                .putNull("redirectIncidentId")
                .put("incidentName", "Incident " + id)
                .put("createdTime", created.toString())
                .put("lastUpdateTime", changed.toString())
                .putNull("assignedTo")
                .put("classification", "Unknown")
                .put("determination", "NotAvailable")
                .put("status", "Active")
                .put("severity", "Medium");
        incident.putArray("tags");
        incident.putArray("comments");
        ArrayNode list = incident.putArray("alerts");
        for (int i = 0; i < alerts; i++) {
            ObjectNode alert = list.addObject()
                    .put("alertId", "da" + id + "_" + i)
                    .put("incidentId", id)
                    .put("title", "Alert " + i)
                    .put("severity", "Medium")
                    .put("status", "New")
                    .put("creationTime", created.toString())
                    .put("lastUpdatedTime", changed.toString());
            alert.putArray("entities");
            alert.putArray("devices");
        }
        incidents.put(Integer.toString(id), incident);
        return incident;
    }

    /** Refuses the next call so. */
    AskedDefender refuses(int status, String body, String retryAfter) {
        refusals.add(new Refusal(status, body, retryAfter));
        return this;
    }

    /** Runs before each call is answered, with the number of calls before it. */
    void beforeEach(IntConsumer run) {
        beforeCall = run;
    }

    /** Returns the paths with their queries, as they came. */
    List<String> queries() {
        return queries;
    }

    private synchronized void answer(HttpServerRequest request) {
        beforeCall.accept(queries.size());
        queries.add(request.uri());
        Refusal refusal = refusals.poll();
        if (refusal != null) {
            if (!refusal.retryAfter().isEmpty()) {
                request.response().putHeader("Retry-After", refusal.retryAfter());
            }
            request.response().setStatusCode(refusal.status()).end(refusal.body());
            return;
        }
        String path = String.valueOf(request.path());
        if (path.equals("/api/incidents")) {
            request.response().end(list(request));
            return;
        }
        if (path.equals("/v1.0/security/incidents")) {
            request.response().end(graphList(request));
            return;
        }
        ObjectNode one = incidents.get(path.substring(path.lastIndexOf('/') + 1));
        if (one == null) {
            request.response()
                    .setStatusCode(404)
                    .end("{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"not found\"}}");
            return;
        }
        if (path.startsWith("/v1.0/")) {
            request.response().end(graph(one, request).toString());
            return;
        }
        ObjectNode entity = Json.MAPPER.createObjectNode().put("@odata.context", "x#Incidents/$entity");
        request.response().end(entity.setAll(one).toString());
    }

    private String list(HttpServerRequest request) {
        Matcher filter = FILTER.matcher(request.getParam("$filter"));
        if (!filter.matches()) {
            throw new IllegalStateException("No such filter is allowed: " + request.getParam("$filter"));
        }
        String skip = request.getParam("$skip");
        List<ObjectNode> found = incidents.values().stream()
                .filter(incident -> {
                    Instant time = Instant.parse(incident.path(filter.group(1)).asText());
                    String status = filter.group(4);
                    return !time.isBefore(Instant.parse(filter.group(2)))
                            && time.isBefore(Instant.parse(filter.group(3)))
                            && (status == null
                                    || incident.path("status").asText().equals(status));
                })
                .sorted((a, b) -> Integer.compare(
                        a.path("incidentId").intValue(), b.path("incidentId").intValue()))
                .collect(Collectors.toList());
        if (skip == null && found.size() <= 100) {
            Collections.shuffle(found, order);
        }
        return found.stream()
                .skip(skip == null ? 0 : Long.parseLong(skip))
                .limit(Long.parseLong(request.getParam("$top")))
                .map(Object::toString)
                .collect(Collectors.joining(",", "{\"value\":[", "]}"));
    }

    /** Graph gives 50 at most, and says here no link to more. */
    private String graphList(HttpServerRequest request) {
        String filter = request.getParam("$filter");
        int top = Integer.parseInt(request.getParam("$top"));
        if (top > 50 || request.getParam("$skip") != null) {
            throw new IllegalStateException("Graph refuses this: " + request.query());
        }
        List<ObjectNode> found = incidents.values().stream()
                .map(incident -> graph(incident, request))
                .filter(incident -> GRAPH_TIME.matcher(filter).results().allMatch(part -> {
                    Instant time = Instant.parse(incident.path(part.group(1)).asText());
                    return !time.isBefore(Instant.parse(part.group(2))) && time.isBefore(Instant.parse(part.group(3)));
                }))
                .collect(Collectors.toList());
        Collections.shuffle(found, order);
        return found.stream().limit(top).map(Object::toString).collect(Collectors.joining(",", "{\"value\":[", "]}"));
    }

    private static ObjectNode graph(ObjectNode xdr, HttpServerRequest request) {
        ObjectNode incident = Json.MAPPER
                .createObjectNode()
                .put("id", xdr.path("incidentId").asText())
                .put("incidentWebUrl", xdr.path("incidentUri").asText())
                .put("displayName", xdr.path("incidentName").asText())
                .put("createdDateTime", xdr.path("createdTime").asText())
                .put("lastUpdateDateTime", xdr.path("lastUpdateTime").asText())
                .put("classification", xdr.path("classification").asText().toLowerCase(Locale.ROOT))
                .put("status", xdr.path("status").asText().toLowerCase(Locale.ROOT))
                .put("severity", xdr.path("severity").asText().toLowerCase(Locale.ROOT));
        incident.set("assignedTo", xdr.path("assignedTo"));
        incident.set("redirectIncidentId", xdr.path("redirectIncidentId"));
        if ("alerts".equals(request.getParam("$expand"))) {
            ArrayNode alerts = incident.putArray("alerts");
            for (JsonNode alert : xdr.path("alerts")) {
                alerts.addObject()
                        .put("id", alert.path("alertId").asText())
                        .put("incidentId", xdr.path("incidentId").asText())
                        .put("title", alert.path("title").asText())
                        .put("severity", "medium")
                        .put("status", "new")
                        .put("createdDateTime", alert.path("creationTime").asText())
                        .put("lastUpdateDateTime", alert.path("lastUpdatedTime").asText());
            }
        }
        return incident;
    }

    @Override
    public void close() {
        server.close();
    }
}
