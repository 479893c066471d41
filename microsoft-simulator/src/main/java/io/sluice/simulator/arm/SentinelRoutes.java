package io.sluice.simulator.arm;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.sentinel.SentinelIncident;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.surface.Surface;
import io.sluice.simulator.tenant.AzureRole;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Microsoft.SecurityInsights/incidents} of a workspace: the list, and one. */
public final class SentinelRoutes {

    private static final String WORKSPACE = "(?i)/subscriptions/(?<sub>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/"
            + "Microsoft\\.OperationalInsights/workspaces/(?<workspace>[^/]+)/providers/Microsoft\\.SecurityInsights";
    private static final Set<String> VERSIONS =
            Set.of("2023-11-01", "2024-03-01", "2024-09-01", "2025-06-01", "2025-09-01", "2025-07-01-preview");
    private static final String SKIP_TOKEN = "$skipToken";
    private static final QueryOptions.Known LIST =
            new QueryOptions.Known(Set.of("api-version", "$filter", "$orderby", "$top", SKIP_TOKEN), 50, 1000);
    private static final QueryOptions.Known ONE = new QueryOptions.Known(Set.of("api-version"), 1, 1);
    private static final Set<String> EQUALITY = Set.of("eq", "ne");

    private static final Fields<SentinelIncident> FIELDS = new Fields<>(
            "Microsoft.SecurityInsights.Incident",
            Map.of(
                    "properties/createdTimeUtc", new Time<>(it -> it.shown().created()),
                    "properties/lastModifiedTimeUtc",
                            new Time<>(it -> it.shown().lastUpdate()),
                    "properties/status", new Text<>(SentinelIncident::status, false, EQUALITY),
                    "properties/severity",
                            new Text<>(
                                    it -> SentinelIncident.severity(it.shown().severity()), false, EQUALITY),
                    "properties/title", new Text<>(it -> it.shown().name(), false, EQUALITY),
                    "properties/providerIncidentId",
                            new Text<>(it -> Long.toString(it.shown().id()), false, EQUALITY)));

    private final Directory directory;
    private final Function<Tenant, TenantView> views;
    private final Gate gate;
    private final Quotas quotas;

    /** Serves what these views show. */
    public SentinelRoutes(SimulatorSettings settings, Guards guards, Function<Tenant, TenantView> views) {
        this.directory = guards.directory();
        this.views = views;
        this.gate = new Gate(guards, Surface.ARM, new ArmWording());
        this.quotas =
                settings.limits() ? new Quotas(guards.clock(), Limit.bucket(250, 25)) : new Quotas(guards.clock());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.getAt(WORKSPACE + "/incidents", gate.behind(List.of(), quotas, this::list))
                .getAt(WORKSPACE + "/incidents/(?<id>[^/]+)", gate.behind(List.of(), quotas, this::one))
                .any("/subscriptions/*", gate.nothing());
    }

    /** Refuses whoever asks for another workspace than that of the token's tenant, or has no role there. */
    private void authorize(Call call, String action) {
        Workspace workspace = Workspace.of(call.tenant());
        String subscription = call.exchange().path("sub");
        if (!subscription.equalsIgnoreCase(workspace.subscriptionId())) {
            boolean another = directory.customers().stream()
                    .anyMatch(it -> Workspace.of(it).subscriptionId().equalsIgnoreCase(subscription));
            throw another
                    ? new RefusedException(
                            401,
                            "InvalidAuthenticationTokenTenant",
                            "The access token is from the wrong issuer 'https://sts.windows.net/"
                                    + call.tenant().id()
                                    + "/'. It must match the tenant associated with this subscription.")
                    : new RefusedException(
                            404, "SubscriptionNotFound", "The subscription '" + subscription + "' could not be found.");
        }
        String group = call.exchange().path("group");
        if (!workspace.isInGroup(group) || call.app().azureRoles().stream().noneMatch(AzureRole::readsIncidents)) {
            throw new RefusedException(
                    403,
                    "AuthorizationFailed",
                    "The client '" + call.caller().clientId() + "' with object id '"
                            + call.caller().objectId() + "' does not have authorization to perform action '" + action
                            + "' over scope '" + scope(call)
                            + "' or the scope is invalid. If access was recently granted, please refresh your"
                            + " credentials.");
        }
        if (!workspace.isNamed(call.exchange().path("workspace"))) {
            throw new RefusedException(
                    404,
                    "ResourceNotFound",
                    "The Resource 'Microsoft.OperationalInsights/workspaces/"
                            + call.exchange().path("workspace") + "' under resource group '" + group
                            + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
        }
    }

    private static String scope(Call call) {
        return "/subscriptions/" + call.exchange().path("sub") + "/resourceGroups/"
                + call.exchange().path("group") + "/providers/Microsoft.OperationalInsights/workspaces/"
                + call.exchange().path("workspace") + "/providers/Microsoft.SecurityInsights";
    }

    private static QueryOptions options(Call call, QueryOptions.Known known) {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), known);
        String version = query.get("api-version");
        if (version == null || version.isBlank()) {
            throw new RefusedException(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!VERSIONS.contains(version)) {
            throw new RefusedException(
                    400,
                    "NoRegisteredProviderFound",
                    "No registered resource provider found for location '' and API version '" + version
                            + "' for type 'incidents'. The supported api-versions are '"
                            + String.join(", ", VERSIONS.stream().sorted().toList()) + "'.");
        }
        return query;
    }

    private static void limitsLeft(Call call) {
        if (call.left() != Long.MAX_VALUE) {
            call.exchange()
                    .response()
                    .putHeader("x-ms-ratelimit-remaining-subscription-reads", Long.toString(call.left()))
                    .putHeader("x-ms-ratelimit-remaining-subscription-global-reads", Long.toString(3500 + call.left()));
        }
    }

    private void list(Call call) throws IOException {
        QueryOptions query = options(call, LIST);
        authorize(call, "Microsoft.SecurityInsights/incidents/read");
        limitsLeft(call);
        int from = position(query.get(SKIP_TOKEN));
        List<SentinelIncident> matching = views.apply(call.tenant()).incidents(it -> true).stream()
                .map(it -> new SentinelIncident(call.tenant(), it))
                .filter(Filter.parse(query.get("$filter"), FIELDS))
                .sorted(order(query.get("$orderby")))
                .toList();
        List<SentinelIncident> page =
                matching.stream().skip(from).limit(query.top()).toList();
        boolean more = query.top() > 0 && from + page.size() < matching.size();
        call.stream("application/json; charset=utf-8", json -> {
            json.writeArrayFieldStart("value");
            for (SentinelIncident incident : page) {
                json.writeStartObject();
                write(json, incident);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (more) {
                // The real service leaves the blanks of an order in its link.
                json.writeStringField(
                        "nextLink",
                        call.exchange().ownUrl() + call.exchange().context().normalizedPath() + "?"
                                + query.with(SKIP_TOKEN, Integer.toString(from + page.size()))
                                        .replace('+', ' '));
            }
        });
    }

    private static int position(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        if (!token.matches("\\d{1,9}")) {
            throw QueryOptions.bad("The skip token is invalid.");
        }
        return Integer.parseInt(token);
    }

    private static Comparator<SentinelIncident> order(@Nullable String orderBy) {
        Comparator<SentinelIncident> byNumber = Comparator.comparingInt(SentinelIncident::number);
        if (orderBy == null) {
            return byNumber.reversed();
        }
        String[] words = orderBy.trim().split("\\s+", -1);
        Comparator<SentinelIncident> order = switch (words[0]) {
            case "properties/createdTimeUtc" ->
                Comparator.comparing(it -> it.shown().created());
            case "properties/lastModifiedTimeUtc" ->
                Comparator.comparing(it -> it.shown().lastUpdate());
            case "properties/incidentNumber" -> byNumber;
            default -> throw QueryOptions.bad("Ordering by '" + words[0] + "' is not supported.");
        };
        if (words.length > 2 || (words.length == 2 && !Set.of("asc", "desc").contains(words[1]))) {
            throw QueryOptions.bad("Syntax error in '" + orderBy + "'.");
        }
        return (words.length == 2 && words[1].equals("desc") ? order.reversed() : order).thenComparing(byNumber);
    }

    private void one(Call call) throws IOException {
        options(call, ONE);
        authorize(call, "Microsoft.SecurityInsights/incidents/read");
        limitsLeft(call);
        String id = call.exchange().path("id");
        SentinelIncident incident = views
                .apply(call.tenant())
                .incidents(it -> SentinelIncident.name(call.tenant(), it.id()).equalsIgnoreCase(id))
                .stream()
                .findFirst()
                .map(it -> new SentinelIncident(call.tenant(), it))
                .orElseThrow(() -> new RefusedException(404, "NotFound", "Incident '" + id + "' was not found"));
        call.stream("application/json; charset=utf-8", json -> write(json, incident));
    }

    private static void write(JsonGenerator json, SentinelIncident incident) throws IOException {
        json.writeStringField("id", incident.path());
        json.writeStringField("name", incident.name());
        json.writeStringField(
                "etag",
                "\"" + Long.toHexString(incident.shown().lastUpdate().toEpochMilli())
                        + "-0000-0d00-0000-000000000000\"");
        json.writeStringField("type", "Microsoft.SecurityInsights/Incidents");
        json.writePOJOField("properties", properties(incident));
    }

    private static Map<String, Object> properties(SentinelIncident incident) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("title", incident.shown().name());
        properties.put("description", "");
        properties.put("severity", SentinelIncident.severity(incident.shown().severity()));
        properties.put("status", incident.status());
        String classification = incident.classification();
        if (classification != null) {
            properties.put("classification", classification);
            properties.put("classificationReason", incident.classificationReason());
            properties.put("classificationComment", "");
        }
        properties.put("owner", incident.owner());
        properties.put("labels", incident.labels());
        incident.firstActivity().ifPresent(it -> properties.put("firstActivityTimeUtc", WireTime.text(it)));
        incident.lastActivity().ifPresent(it -> properties.put("lastActivityTimeUtc", WireTime.text(it)));
        properties.put("lastModifiedTimeUtc", WireTime.text(incident.shown().lastUpdate()));
        properties.put("createdTimeUtc", WireTime.text(incident.shown().created()));
        properties.put("incidentNumber", incident.number());
        properties.put("additionalData", incident.additionalData());
        properties.put("relatedAnalyticRuleIds", List.of());
        properties.put("incidentUrl", incident.url());
        properties.put("providerName", SentinelIncident.PROVIDER);
        properties.put("providerIncidentId", Long.toString(incident.shown().id()));
        return properties;
    }
}
