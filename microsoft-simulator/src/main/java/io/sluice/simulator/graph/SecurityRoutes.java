package io.sluice.simulator.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code security/incidents} and {@code security/alerts_v2}, over the same truth as the incidents API. */
final class SecurityRoutes {

    private static final List<String> INCIDENT = List.of("SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All");
    private static final List<String> ALERT = List.of(
            "SecurityAlert.Read.All",
            "SecurityAlert.ReadWrite.All",
            "SecurityIncident.Read.All",
            "SecurityIncident.ReadWrite.All");
    private static final Set<String> EQUALITY = Set.of("eq", "ne");
    private static final int MOST_SKIPPED = 500;

    /** Incidents with more alerts than this make an expanded list fail, as users of the real service report. */
    private static final int MOST_EXPANDED = 100;

    private static final QueryOptions.Known INCIDENTS = new QueryOptions.Known(
            Set.of("$count", "$filter", "$skip", "$top", "$expand", "$orderby", "$select", Page.SKIP_TOKEN), 50, 50);
    private static final QueryOptions.Known ALERTS =
            new QueryOptions.Known(Set.of("$count", "$filter", "$skip", "$top", "$orderby", Page.SKIP_TOKEN), 50, 1000);
    private static final QueryOptions.Known ONE = new QueryOptions.Known(Set.of("$expand"), 1, 1);

    private static final Fields<Shown> INCIDENT_FIELDS = new Fields<>(
            "microsoft.graph.security.incident",
            Map.of(
                    "createdDateTime", new Time<>(Shown::created),
                    "lastUpdateDateTime", new Time<>(Shown::lastUpdate),
                    "assignedTo", new Text<>(Shown::assignedTo, true, EQUALITY),
                    "classification", new Text<>(it -> Words.classification(it.classification()), false, EQUALITY),
                    "determination", new Text<>(it -> Words.determination(it.determination()), false, EQUALITY),
                    "severity", new Text<>(it -> Words.severity(it.severity()), false, EQUALITY),
                    "status", new Text<>(it -> Words.status(it.status()), false, EQUALITY)));

    private static final Fields<ShownAlert> ALERT_FIELDS = new Fields<>(
            "microsoft.graph.security.alert",
            Map.of(
                    "createdDateTime", new Time<>(ShownAlert::creation),
                    "lastUpdateDateTime", new Time<>(ShownAlert::lastUpdated),
                    "assignedTo", new Text<>(ShownAlert::assignedTo, true, EQUALITY),
                    "classification", new Text<>(it -> Words.classification(it.classification()), true, EQUALITY),
                    "determination", new Text<>(it -> Words.determination(it.determination()), true, EQUALITY),
                    "severity", new Text<>(it -> Words.severity(it.severity()), false, EQUALITY),
                    "serviceSource", new Text<>(it -> Words.service(it.serviceSource()), false, EQUALITY),
                    "status", new Text<>(it -> Words.status(it.status()), false, EQUALITY)));

    private final Gate gate;
    private final Quotas quotas;
    private final Function<Tenant, TenantView> views;

    SecurityRoutes(Gate gate, Quotas quotas, Function<Tenant, TenantView> views) {
        this.gate = gate;
        this.quotas = quotas;
        this.views = views;
    }

    void register(Routes routes) {
        routes.get("/v1.0/security/incidents", gate.behind(INCIDENT, quotas, this::incidents))
                .get("/v1.0/security/incidents/:id", gate.behind(INCIDENT, quotas, this::incident))
                .get("/v1.0/security/alerts_v2", gate.behind(ALERT, quotas, this::alerts))
                .get("/v1.0/security/alerts_v2/:id", gate.behind(ALERT, quotas, this::alert));
    }

    private static QueryOptions options(Call call, QueryOptions.Known known) {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), known);
        if (query.skip() > MOST_SKIPPED) {
            throw new RefusedException(
                    400,
                    "BadRequest",
                    "The query specified in the URI is not valid. The limit of '" + MOST_SKIPPED
                            + "' for Skip query has been exceeded. The value from the incoming request is '"
                            + query.skip() + "'.");
        }
        return query;
    }

    private static boolean expands(QueryOptions query) {
        String expand = query.get("$expand");
        if (expand != null && !expand.equals("alerts")) {
            throw QueryOptions.bad("Parsing OData Select and Expand failed: Could not find a property named '" + expand
                    + "' on type 'microsoft.graph.security.incident'.");
        }
        return expand != null;
    }

    /** The order that was asked for; without one, the incident that changed last comes first. */
    private static <T> Comparator<T> order(
            @Nullable String orderBy,
            Function<T, java.time.Instant> created,
            Function<T, java.time.Instant> updated,
            Comparator<T> ties) {
        if (orderBy == null) {
            return Comparator.comparing(updated).reversed().thenComparing(ties);
        }
        String[] words = orderBy.trim().split("\\s+", -1);
        Comparator<T> order = switch (words[0]) {
            case "createdDateTime" -> Comparator.comparing(created);
            case "lastUpdateDateTime" -> Comparator.comparing(updated);
            default -> throw QueryOptions.bad("Ordering by '" + words[0] + "' is not supported.");
        };
        if (words.length > 2 || (words.length == 2 && !Set.of("asc", "desc").contains(words[1]))) {
            throw QueryOptions.bad("Syntax error in '" + orderBy + "'.");
        }
        return (words.length == 2 && words[1].equals("desc") ? order.reversed() : order).thenComparing(ties);
    }

    private void incidents(Call call) throws IOException {
        QueryOptions query = options(call, INCIDENTS);
        boolean expanded = expands(query);
        Selection selection = Selection.of(
                query.get("$select"), "microsoft.graph.security.incident", SecurityJson.INCIDENT_PROPERTIES);
        if (isPartial(call)) {
            return;
        }
        List<Shown> all = views.apply(call.tenant()).incidents(filter(call, query, INCIDENT_FIELDS)).stream()
                .sorted(order(
                        query.get("$orderby"), Shown::created, Shown::lastUpdate, Comparator.comparingLong(Shown::id)))
                .toList();
        Page<Shown> page = Page.of(all, query);
        if (expanded && page.rows().stream().anyMatch(it -> it.alerts().size() > MOST_EXPANDED)) {
            throw new RefusedException(new io.sluice.simulator.surface.Refusal.Failed());
        }
        SecurityJson json = json(call);
        page.send(call, "security/incidents" + (expanded ? "(alerts())" : ""), query, shown -> {
            ObjectNode row = json.incident(shown);
            if (!selection.names().isEmpty()) {
                row.retain(selection.names());
            }
            return expanded ? withAlerts(row, shown, json) : row;
        });
    }

    private static ObjectNode withAlerts(ObjectNode incident, Shown shown, SecurityJson json) throws IOException {
        ArrayNode alerts = incident.putArray("alerts");
        for (ShownAlert alert : shown.alerts()) {
            alerts.add(json.alert(alert));
        }
        return incident;
    }

    private static <T> Predicate<T> filter(Call call, QueryOptions query, Fields<T> fields) {
        Predicate<T> filter = Filter.parse(query.get("$filter"), fields);
        return call.has(Fault.Kind.UNFILTERED) ? it -> true : filter;
    }

    /** Graph puts answers of several services together, and goes on without one that takes longer than ten seconds. */
    private static boolean isPartial(Call call) {
        if (!call.has(Fault.Kind.PARTIAL)) {
            return false;
        }
        call.send(Answer.empty(206).with("Warning", "199 - \"Microsoft/Microsoft 365 Defender/504/10000\""));
        return true;
    }

    /** Words that are younger than the first version of an enumeration are hidden from who does not ask for them. */
    private static SecurityJson json(Call call) {
        boolean all = call.exchange().header("Prefer").contains("include-unknown-enum-members");
        return new SecurityJson(call.tenant().id(), all);
    }

    private void incident(Call call) throws IOException {
        if (isPartial(call)) {
            return;
        }
        boolean expanded = expands(options(call, ONE));
        String id = call.exchange().path("id");
        Shown shown = (id.matches("\\d{1,18}")
                        ? views.apply(call.tenant()).incident(Long.parseLong(id))
                        : java.util.Optional.<Shown>empty())
                .orElseThrow(() -> new RefusedException(404, "ResourceNotFound", "Incident " + id + " was not found."));
        SecurityJson json = json(call);
        ObjectNode row = json.incident(shown);
        Page.sendOne(
                call,
                "security/incidents" + (expanded ? "(alerts())" : "") + "/$entity",
                members(expanded ? withAlerts(row, shown, json) : row));
    }

    private static Map<String, Object> members(ObjectNode node) {
        Map<String, Object> members = new java.util.LinkedHashMap<>();
        node.properties().forEach(property -> members.put(property.getKey(), property.getValue()));
        return members;
    }

    private Stream<? extends ShownAlert> shownAlerts(Tenant tenant) {
        TenantView view = views.apply(tenant);
        return Stream.concat(
                view.incidents(it -> true).stream().flatMap(it -> it.alerts().stream()), view.alone().stream());
    }

    private void alerts(Call call) throws IOException {
        QueryOptions query = options(call, ALERTS);
        if (isPartial(call)) {
            return;
        }
        List<ShownAlert> all = shownAlerts(call.tenant())
                .map(ShownAlert.class::cast)
                .filter(filter(call, query, ALERT_FIELDS))
                .sorted(order(
                        query.get("$orderby"),
                        ShownAlert::creation,
                        ShownAlert::lastUpdated,
                        Comparator.comparing(ShownAlert::alertId)))
                .toList();
        SecurityJson json = json(call);
        Page.of(all, query).send(call, "security/alerts_v2", query, json::alert);
    }

    private void alert(Call call) throws IOException {
        options(call, new QueryOptions.Known(Set.of(), 1, 1));
        String id = call.exchange().path("id");
        ShownAlert shown = shownAlerts(call.tenant())
                .filter(it -> it.alertId().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(404, "ResourceNotFound", "Alert " + id + " was not found."));
        Page.sendOne(call, "security/alerts_v2/$entity", members(json(call).alert(shown)));
    }
}
