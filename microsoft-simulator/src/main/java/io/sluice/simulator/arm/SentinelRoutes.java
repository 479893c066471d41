package io.sluice.simulator.arm;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Many;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.sentinel.HeldIncident;
import io.sluice.simulator.sentinel.Sentinel;
import io.sluice.simulator.sentinel.SentinelEntity;
import io.sluice.simulator.sentinel.SentinelIncident.Comment;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Guards;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.Quotas.Limit;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.surface.Surface;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code Microsoft.SecurityInsights} of a workspace: incidents, what belongs to them, and entities. */
public final class SentinelRoutes {

    private static final String INCIDENTS = ArmScope.WORKSPACE + "/incidents";
    private static final String ONE = INCIDENTS + "/(?<id>[^/]+)";
    private static final Set<String> EQUALITY = Set.of("eq", "ne");

    private static final Fields<HeldIncident> FIELDS = new Fields<>(
            "Microsoft.SecurityInsights.Incident",
            Map.of(
                    "properties/createdTimeUtc", new Time<>(it -> it.incident().created()),
                    "properties/lastModifiedTimeUtc", new Time<>(HeldIncident::modified),
                    "properties/status", text(it -> it.incident().status()),
                    "properties/severity", text(it -> it.incident().severity()),
                    "properties/title", text(it -> it.incident().title()),
                    "properties/providerName", text(it -> it.incident().providerName()),
                    "properties/providerIncidentId", text(it -> it.incident().providerIncidentId()),
                    "properties/labels",
                            new Many<>(
                                    it -> it.incident().labels().stream()
                                            .map(label -> label.name())
                                            .toList(),
                                    "labelName"),
                    "properties/additionalData/alertProductNames",
                            new Many<>(it -> it.incident().alertProductNames(), "")));

    private static final Fields<Map<String, @Nullable Object>> RELATION_FIELDS = new Fields<>(
            "Microsoft.SecurityInsights.Relation",
            Map.of("properties/relatedResourceKind", new Text<>(SentinelRoutes::relatedKind, false, EQUALITY)));

    private static final Fields<Comment> COMMENT_FIELDS = new Fields<>(
            "Microsoft.SecurityInsights.IncidentComment",
            Map.of("properties/createdTimeUtc", new Time<>(Comment::time)));

    private final ArmScope scope;
    private final Sentinel sentinel;
    private final Gate gate;
    private final Quotas quotas;

    /** Serves what Sentinel holds. */
    public SentinelRoutes(SimulatorSettings settings, Guards guards, Sentinel sentinel) {
        this.scope = new ArmScope(guards.directory());
        this.sentinel = sentinel;
        this.gate = new Gate(guards, Surface.ARM, new ArmWording());
        this.quotas =
                settings.limits() ? new Quotas(guards.clock(), Limit.bucket(250, 25)) : new Quotas(guards.clock());
    }

    private static Text<HeldIncident> text(java.util.function.Function<HeldIncident, @Nullable String> value) {
        return new Text<>(value, false, EQUALITY);
    }

    private static @Nullable String relatedKind(Map<String, @Nullable Object> relation) {
        return relation.get("properties") instanceof Map<?, ?> properties
                ? String.valueOf(properties.get("relatedResourceKind"))
                : null;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.getAt(INCIDENTS, behind(this::list))
                .getAt(ONE, behind(this::one))
                .withRawBodyAt(HttpMethod.POST, ONE + "/alerts", behind(this::alerts))
                .withRawBodyAt(HttpMethod.POST, ONE + "/entities", behind(this::entities))
                .withRawBodyAt(HttpMethod.POST, ONE + "/bookmarks", behind(this::bookmarks))
                .getAt(ONE + "/comments", behind(this::comments))
                .getAt(ONE + "/comments/(?<comment>[^/]+)", behind(this::comment))
                .getAt(ONE + "/relations", behind(this::relations))
                .getAt(ONE + "/relations/(?<relation>[^/]+)", behind(this::relation))
                .getAt(ONE + "/tasks", behind(this::tasks))
                .getAt(ArmScope.WORKSPACE + "/entities/(?<entity>[^/]+)", behind(this::entity))
                .any("/subscriptions/*", gate.nothing());
    }

    private Routes.Blocking behind(Gate.Operation operation) {
        return gate.behind(List.of(), quotas, operation);
    }

    // ---- incidents

    private void list(Call call) throws IOException {
        QueryOptions query = scope.enter(call, Pages.OPTIONS, "incidents");
        List<HeldIncident> matching = sentinel.incidents(call.tenant()).stream()
                .filter(Filter.parse(query.get("$filter"), FIELDS))
                .sorted(order(query.get("$orderby")))
                .toList();
        Pages.send(call, query, matching, IncidentObject::of);
    }

    private static Comparator<HeldIncident> order(@Nullable String orderBy) {
        Comparator<HeldIncident> byNumber =
                Comparator.comparingInt(held -> held.incident().number());
        if (orderBy == null) {
            return byNumber.reversed();
        }
        String[] words = orderBy.trim().split("\\s+", -1);
        Comparator<HeldIncident> order = switch (words[0]) {
            case "properties/createdTimeUtc" ->
                Comparator.comparing(held -> held.incident().created());
            case "properties/lastModifiedTimeUtc" -> Comparator.comparing(HeldIncident::modified);
            case "properties/incidentNumber" -> byNumber;
            default -> throw QueryOptions.bad("Ordering by '" + words[0] + "' is not supported.");
        };
        if (words.length > 2 || (words.length == 2 && !Set.of("asc", "desc").contains(words[1]))) {
            throw QueryOptions.bad("Syntax error in '" + orderBy + "'.");
        }
        return (words.length == 2 && words[1].equals("desc") ? order.reversed() : order).thenComparing(byNumber);
    }

    private HeldIncident incident(Call call) {
        String id = call.exchange().path("id");
        return sentinel.incidents(call.tenant()).stream()
                .filter(held -> held.incident().name().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> notFound("Incident", id));
    }

    private static RefusedException notFound(String what, String id) {
        return new RefusedException(404, "NotFound", what + " '" + id + "' was not found");
    }

    private void one(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "incidents");
        Pages.send(call, IncidentObject.of(incident(call)));
    }

    // ---- what belongs to an incident

    private void alerts(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "incidents/alerts");
        HeldIncident held = incident(call);
        Map<String, @Nullable Object> answer = IncidentObject.none();
        if (held.complete()) {
            answer.put(
                    "value",
                    held.alerts().stream()
                            .map(alert -> AlertObject.of(call.tenant(), alert))
                            .toList());
        }
        Pages.send(call, answer);
    }

    private void entities(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "incidents/entities");
        HeldIncident held = incident(call);
        if (!held.complete() && Character.digit(held.incident().name().charAt(0), 16) % 2 == 0) {
            // Some services say that there is nothing, some that they do not know.
            throw notFound("Entities of incident", held.incident().name());
        }
        List<Map<String, @Nullable Object>> entities = entities(call, held);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("entities", entities);
        answer.put("metaData", EntityObject.counts(entities));
        Pages.send(call, answer);
    }

    private static List<Map<String, @Nullable Object>> entities(Call call, HeldIncident held) {
        if (!held.complete()) {
            return List.of();
        }
        EntityObject form = new EntityObject(call.tenant());
        return entities(held).map(form::of).toList();
    }

    private static Stream<SentinelEntity> entities(HeldIncident held) {
        return held.alerts().stream()
                .flatMap(alert ->
                        SentinelEntity.withParts(alert.alert().details().entities()).stream())
                .distinct();
    }

    /** Nobody sets bookmarks here. */
    private void bookmarks(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "incidents/bookmarks");
        incident(call);
        Pages.send(call, IncidentObject.none());
    }

    /** Nobody sets tasks here. */
    private void tasks(Call call) throws IOException {
        scope.enter(call, Pages.OPTIONS, "incidents/tasks");
        incident(call);
        Pages.send(call, IncidentObject.none());
    }

    private void comments(Call call) throws IOException {
        QueryOptions query = scope.enter(call, Pages.OPTIONS, "incidents/comments");
        HeldIncident held = incident(call);
        List<Comment> comments = held.incident().comments().stream()
                .filter(Filter.parse(query.get("$filter"), COMMENT_FIELDS))
                .sorted(commentOrder(query.get("$orderby")))
                .toList();
        Pages.send(call, query, comments, comment -> IncidentObject.comment(held.incident(), comment));
    }

    private static Comparator<Comment> commentOrder(@Nullable String orderBy) {
        Comparator<Comment> byTime = Comparator.comparing(Comment::time);
        return switch (orderBy) {
            case null -> byTime.reversed();
            case "properties/createdTimeUtc", "properties/createdTimeUtc asc" -> byTime;
            case "properties/createdTimeUtc desc" -> byTime.reversed();
            default -> throw QueryOptions.bad("Ordering by '" + orderBy + "' is not supported.");
        };
    }

    private void comment(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "incidents/comments");
        HeldIncident held = incident(call);
        String name = call.exchange().path("comment");
        Pages.send(
                call,
                held.incident().comments().stream()
                        .filter(it -> IncidentObject.name(held.incident(), it).equalsIgnoreCase(name))
                        .findFirst()
                        .map(it -> IncidentObject.comment(held.incident(), it))
                        .orElseThrow(() -> notFound("Comment", name)));
    }

    private List<Map<String, @Nullable Object>> relations(Call call, HeldIncident held) {
        if (!held.complete()) {
            return List.of();
        }
        List<Map<String, @Nullable Object>> relations = new ArrayList<>();
        for (HeldIncident.HeldAlert alert : held.alerts()) {
            relations.add(IncidentObject.relation(held.incident(), AlertObject.of(call.tenant(), alert)));
        }
        for (Map<String, @Nullable Object> entity : entities(call, held)) {
            relations.add(IncidentObject.relation(held.incident(), entity));
        }
        return relations;
    }

    private void relations(Call call) throws IOException {
        QueryOptions query = scope.enter(call, Pages.OPTIONS, "incidents/relations");
        List<Map<String, @Nullable Object>> relations = relations(call, incident(call)).stream()
                .filter(Filter.parse(query.get("$filter"), RELATION_FIELDS))
                .toList();
        Pages.send(call, query, relations, relation -> relation);
    }

    private void relation(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "incidents/relations");
        String name = call.exchange().path("relation");
        Pages.send(
                call,
                relations(call, incident(call)).stream()
                        .filter(relation -> name.equalsIgnoreCase(String.valueOf(relation.get("name"))))
                        .findFirst()
                        .orElseThrow(() -> notFound("Relation", name)));
    }

    // ---- entities

    private void entity(Call call) throws IOException {
        scope.enter(call, Pages.NONE, "entities");
        String name = call.exchange().path("entity");
        EntityObject form = new EntityObject(call.tenant());
        for (HeldIncident held : sentinel.incidents(call.tenant())) {
            if (!held.complete()) {
                continue;
            }
            for (HeldIncident.HeldAlert alert : held.alerts()) {
                if (alert.alert().systemAlertId().equalsIgnoreCase(name)) {
                    Pages.send(call, AlertObject.of(call.tenant(), alert));
                    return;
                }
            }
            for (SentinelEntity entity : entities(held).toList()) {
                if (form.name(entity).equalsIgnoreCase(name)) {
                    Pages.send(call, form.of(entity));
                    return;
                }
            }
        }
        throw notFound("Entity", name);
    }
}
