package io.sluice.simulator.graph;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Post;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code reports/authenticationMethods/userRegistrationDetails}: who has which methods of authentication.
 *
 * <p>After Microsoft Learn: "List userRegistrationDetails" of Microsoft Graph v1.0.
 */
final class RegistrationDetailsRoutes {

    private static final String PATH = "/v1.0/reports/authenticationMethods/userRegistrationDetails";
    private static final String CONTEXT = "reports/authenticationMethods/userRegistrationDetails";
    private static final List<String> AUDIT = List.of("AuditLog.Read.All");
    private static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("$filter", "$top", "$select", Page.SKIP_TOKEN), 1000, 1000);
    private static final QueryOptions.Known SELECT = new QueryOptions.Known(Set.of("$select"), 1, 1);
    private static final Set<String> EQ = Set.of("eq");
    private static final Fields<Post> FIELDS = new Fields<>(
            "microsoft.graph.userRegistrationDetails",
            Map.of(
                    "id", new Text<>(it -> it.person().user().aadUserId(), false, EQ),
                    "userPrincipalName", new Text<>(it -> it.person().user().principalName(), false, EQ),
                    "userDisplayName", new Text<>(it -> it.person().displayName(), false, EQ)));

    private final Gate gate;
    private final Quotas quotas;
    private final Function<Tenant, Optional<Organisation>> organisations;
    private final InstantSource clock;

    RegistrationDetailsRoutes(
            Gate gate, Quotas quotas, Function<Tenant, Optional<Organisation>> organisations, InstantSource clock) {
        this.gate = gate;
        this.quotas = quotas;
        this.organisations = organisations;
        this.clock = clock;
    }

    void register(Routes routes) {
        routes.get(PATH, gate.behind(AUDIT, quotas, this::list))
                .get(PATH + "/:id", gate.behind(AUDIT, quotas, this::one));
    }

    private List<Post> posts(Call call) {
        return organisations
                .apply(call.tenant())
                .map(it -> Chart.of(it).posts())
                .orElse(List.of());
    }

    private Selection selection(QueryOptions query, List<Post> posts) {
        return Selection.of(
                query.get("$select"),
                "microsoft.graph.userRegistrationDetails",
                posts.isEmpty() ? Set.of() : json(posts.getFirst()).keySet());
    }

    private void list(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), OPTIONS);
        List<Post> posts = posts(call);
        Selection selection = selection(query, posts);
        List<Post> matching = posts.stream()
                .filter(Filter.parse(query.get("$filter"), FIELDS))
                .toList();
        Page.of(matching, query).send(call, selection.context(CONTEXT), query, post -> selected(post, selection));
    }

    /** By the object id alone: the report knows nobody by name. */
    private void one(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), SELECT);
        String id = call.exchange().path("id");
        List<Post> posts = posts(call);
        Selection selection = selection(query, posts);
        Post post = posts.stream()
                .filter(it -> it.person().user().aadUserId().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> UserRoutes.absent(id));
        Page.sendOne(call, selection.context(CONTEXT) + "/$entity", selected(post, selection));
    }

    private Map<String, Object> selected(Post post, Selection selection) {
        Map<String, Object> all = json(post);
        return selection.of(all, all.keySet());
    }

    private Map<String, Object> json(Post post) {
        boolean factor = post.hasSecondFactor();
        List<String> methods = post.methods();
        boolean push = methods.contains("microsoftAuthenticatorPush");
        boolean passwordless = methods.contains("fido2SecurityKey") || methods.contains("windowsHelloForBusiness");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", post.person().user().aadUserId());
        json.put("userPrincipalName", post.person().user().principalName());
        json.put("userDisplayName", post.person().displayName());
        json.put("userType", "member");
        json.put("isAdmin", !post.roles().isEmpty());
        json.put("isSsprRegistered", !methods.isEmpty());
        json.put("isSsprEnabled", true);
        json.put("isSsprCapable", !methods.isEmpty());
        json.put("isMfaRegistered", factor);
        json.put("isMfaCapable", factor);
        json.put("isPasswordlessCapable", passwordless);
        json.put("methodsRegistered", methods);
        json.put("isSystemPreferredAuthenticationMethodEnabled", true);
        json.put(
                "systemPreferredAuthenticationMethods",
                push ? List.of("push") : methods.contains("mobilePhone") ? List.of("sms") : List.of());
        json.put(
                "userPreferredMethodForSecondaryAuthentication",
                push ? "push" : methods.contains("mobilePhone") ? "sms" : "none");
        // The report is made anew once a day.
        json.put(
                "lastUpdatedDateTime",
                clock.instant().truncatedTo(ChronoUnit.DAYS).toString());
        return json;
    }
}
