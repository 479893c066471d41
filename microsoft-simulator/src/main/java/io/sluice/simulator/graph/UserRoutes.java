package io.sluice.simulator.graph;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Group;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Post;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code users} with their {@code manager}, {@code memberOf} and {@code transitiveMemberOf}.
 *
 * <p>After Microsoft Learn: "List users", "Get a user", "List manager", "List a user's memberships (direct and
 * transitive)" and "Advanced query capabilities on Microsoft Entra ID objects" of Microsoft Graph v1.0.
 */
final class UserRoutes {

    private static final List<String> READ =
            List.of("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");
    private static final String BASIC = "User.ReadBasic.All";
    private static final List<String> USER =
            List.of("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All", BASIC);
    private static final List<String> MEMBERSHIP = List.of(
            "User.Read.All",
            "User.ReadWrite.All",
            "GroupMember.Read.All",
            "GroupMember.ReadWrite.All",
            "Group.Read.All",
            "Group.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All");

    /** What a user has when nothing is selected. */
    static final Set<String> USUAL = new LinkedHashSet<>(List.of(
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName",
            "id"));

    /** What somebody may read who may read basic profiles only. */
    private static final Set<String> BASICS =
            Set.of("displayName", "givenName", "id", "mail", "surname", "userPrincipalName");

    /** Stands for anybody, to ask which properties there are. */
    private static final Chart NOBODY = Chart.of(Organisation.of(
            new Tenant("nobody", "00000000-0000-4000-8000-000000000000", "nobody"),
            2,
            1,
            new java.util.SplittableRandom(1)));

    private static final Post SOMEBODY = NOBODY.posts().getFirst();
    static final Set<String> KNOWN = DirectoryObjects.user(SOMEBODY).keySet();
    private static final Set<String> KNOWN_OF_MEMBERSHIPS = new LinkedHashSet<>();

    static {
        DirectoryObjects objects = new DirectoryObjects(NOBODY, List.of());
        KNOWN_OF_MEMBERSHIPS.addAll(objects.group(SOMEBODY.groups().getFirst()).keySet());
        KNOWN_OF_MEMBERSHIPS.addAll(objects.role(io.sluice.simulator.tenant.DirectoryRole.GLOBAL_READER)
                .keySet());
        KNOWN_OF_MEMBERSHIPS.addAll(objects.unit("").keySet());
    }

    private static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("$count", "$filter", "$top", "$select", Page.SKIP_TOKEN), 100, 999);
    private static final QueryOptions.Known MEMBERSHIP_OPTIONS =
            new QueryOptions.Known(Set.of("$count", "$filter", "$top", "$select", Page.SKIP_TOKEN), 100, 999);
    private static final QueryOptions.Known SELECT = new QueryOptions.Known(Set.of("$select"), 1, 1);

    private static final Set<String> EQ = Set.of("eq");
    private static final Fields<Post> FIELDS = new Fields<>(
            "microsoft.graph.user",
            Map.of(
                    "id", new Text<>(it -> it.person().user().aadUserId(), false, EQ),
                    "userPrincipalName", new Text<>(it -> it.person().user().principalName(), false, EQ),
                    "mail", new Text<>(it -> it.person().mailbox().address(), true, EQ),
                    "displayName", new Text<>(it -> it.person().displayName(), true, EQ),
                    "department", new Text<>(Post::department, true, EQ),
                    "jobTitle", new Text<>(Post::jobTitle, true, EQ),
                    "onPremisesSecurityIdentifier",
                            new Text<>(it -> it.person().user().sid(), true, EQ)));
    private static final Fields<Map<String, Object>> MEMBERSHIP_FIELDS = new Fields<>(
            "microsoft.graph.directoryObject",
            Map.of(
                    "id", new Text<>(it -> (String) it.get("id"), false, EQ),
                    "displayName", new Text<>(it -> (String) it.get("displayName"), true, EQ)));

    private final Gate gate;
    private final Quotas quotas;
    private final Function<Tenant, Optional<Organisation>> organisations;

    UserRoutes(Gate gate, Quotas quotas, Function<Tenant, Optional<Organisation>> organisations) {
        this.gate = gate;
        this.quotas = quotas;
        this.organisations = organisations;
    }

    void register(Routes routes) {
        routes.get("/v1.0/users", gate.behind(USER, quotas, this::users));
        on(routes, "", USER, this::user);
        on(routes, "/manager", READ, this::manager);
        for (boolean transitive : new boolean[] {false, true}) {
            String name = transitive ? "/transitiveMemberOf" : "/memberOf";
            on(routes, name, MEMBERSHIP, call -> memberships(call, transitive, ""));
            for (String type : List.of("group", "directoryRole", "administrativeUnit")) {
                on(routes, name + "/microsoft.graph." + type, MEMBERSHIP, call -> memberships(call, transitive, type));
            }
        }
    }

    /** A user is named as a segment of the path or, since a name may begin with a dollar sign, as a key. */
    private void on(Routes routes, String rest, List<String> roles, Gate.Operation operation) {
        routes.get("/v1.0/users/:id" + rest, gate.behind(roles, quotas, operation))
                .getAt(KeyPath.of("/v1.0/users", "", "id", rest), gate.behind(roles, quotas, operation));
    }

    private Optional<Chart> chart(Call call) {
        return organisations.apply(call.tenant()).map(Chart::of);
    }

    private Post post(Call call) {
        String id = call.exchange().path("id");
        return chart(call).flatMap(it -> it.post(id)).orElseThrow(() -> absent(id));
    }

    static RefusedException absent(String what) {
        return new RefusedException(
                404,
                "Request_ResourceNotFound",
                "Resource '" + what
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }

    private static Map<String, Object> readable(Call call, Post post) {
        Map<String, Object> user = DirectoryObjects.user(post);
        if (call.caller().roles().stream().noneMatch(READ::contains)) {
            user.replaceAll((name, value) -> BASICS.contains(name) ? value : null);
        }
        return user;
    }

    private static QueryOptions paged(Call call, QueryOptions.Known known) {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), known);
        if (query.has("$top") && query.top() == 0) {
            throw new RefusedException(
                    400,
                    "Request_UnsupportedQuery",
                    "Invalid page size specified: '0'. Must be between 1 and 999 inclusive.");
        }
        return query;
    }

    private void users(Call call) throws IOException {
        QueryOptions query = paged(call, OPTIONS);
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.user", KNOWN);
        List<Post> matching = chart(call).map(Chart::posts).orElse(List.of()).stream()
                .filter(Filter.parse(query.get("$filter"), FIELDS))
                .toList();
        Page.of(matching, query)
                .send(call, selection.context("users"), query, post -> selection.of(readable(call, post), USUAL));
    }

    private void user(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), SELECT);
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.user", KNOWN);
        Page.sendOne(call, selection.context("users") + "/$entity", selection.of(readable(call, post(call)), USUAL));
    }

    private void manager(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), SELECT);
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.user", KNOWN);
        Post manager = Optional.ofNullable(post(call).manager())
                .flatMap(it -> chart(call).flatMap(chart -> chart.post(it.user().aadUserId())))
                .orElseThrow(() -> absent("manager"));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(DirectoryObjects.TYPE, "#microsoft.graph.user");
        members.putAll(selection.of(DirectoryObjects.user(manager), USUAL));
        Page.sendOne(call, selection.context("directoryObjects") + "/$entity", members);
    }

    /** Groups, roles and units, mixed, or one of these kinds, which is an advanced query. */
    private void memberships(Call call, boolean transitive, String type) throws IOException {
        QueryOptions query = paged(call, MEMBERSHIP_OPTIONS);
        boolean advanced = call.exchange().header("ConsistencyLevel").equalsIgnoreCase("eventual");
        boolean counted = "true".equals(query.get("$count"));
        if ((query.has("$filter") || !type.isEmpty()) && !(advanced && counted)) {
            throw new RefusedException(
                    400,
                    "Request_UnsupportedQuery",
                    "The specified filter to the reference property query is currently not supported.");
        }
        if (counted && !advanced) {
            throw new RefusedException(
                    400, "Request_BadRequest", "$count is not currently supported without ConsistencyLevel: eventual.");
        }
        Selection selection =
                Selection.of(query.get("$select"), "microsoft.graph.directoryObject", KNOWN_OF_MEMBERSHIPS);
        List<Map<String, Object>> all = all(call, post(call), transitive).stream()
                .filter(it -> type.isEmpty() || ("#microsoft.graph." + type).equals(it.get(DirectoryObjects.TYPE)))
                .filter(Filter.parse(query.get("$filter"), MEMBERSHIP_FIELDS))
                .toList();
        Page.of(all, query)
                .send(
                        call,
                        selection.context(type.isEmpty() ? "directoryObjects" : type + "s"),
                        query,
                        row -> selected(row, selection));
    }

    private List<Map<String, Object>> all(Call call, Post post, boolean transitive) {
        DirectoryObjects objects =
                new DirectoryObjects(chart(call).orElseThrow(), call.caller().roles());
        Collection<Group> groups = transitive ? post.allGroups() : post.groups();
        List<Map<String, Object>> all = new ArrayList<>();
        groups.forEach(group -> all.add(objects.group(group)));
        post.roles().forEach(role -> all.add(objects.role(role)));
        if (post.unit() != null) {
            all.add(objects.unit(post.unit()));
        }
        return all;
    }

    private static Map<String, Object> selected(Map<String, Object> row, Selection selection) {
        Map<String, Object> left = new LinkedHashMap<>();
        left.put(DirectoryObjects.TYPE, row.get(DirectoryObjects.TYPE));
        left.putAll(selection.of(row, row.keySet()));
        return left;
    }
}
