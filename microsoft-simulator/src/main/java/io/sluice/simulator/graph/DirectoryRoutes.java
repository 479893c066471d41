package io.sluice.simulator.graph;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Person;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.surface.RefusedException;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code users} and {@code organization}.
 *
 * <p>After Microsoft Learn: "List users", "Get a user", "List organizations" of Microsoft Graph v1.0.
 */
final class DirectoryRoutes {

    private static final List<String> USER = List.of(
            "User.Read.All",
            "User.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
            "User.ReadBasic.All");
    private static final List<String> ORGANIZATION = List.of(
            "Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");

    /** What a user has when nothing is selected. */
    private static final Set<String> USUAL = new LinkedHashSet<>(List.of(
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

    private static final Set<String> KNOWN = user(new Person(
                    "A B",
                    new io.sluice.simulator.incident.Evidence.User("", "", "", "", ""),
                    new io.sluice.simulator.incident.Evidence.Mailbox("", "", "")))
            .keySet();

    private static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("$count", "$filter", "$top", "$select", Page.SKIP_TOKEN), 100, 999);
    private static final QueryOptions.Known SELECT = new QueryOptions.Known(Set.of("$select"), 1, 1);

    private static final Fields<Person> FIELDS = new Fields<>(
            "microsoft.graph.user",
            Map.of(
                    "id", new Text<>(it -> it.user().aadUserId(), false, Set.of("eq")),
                    "userPrincipalName", new Text<>(it -> it.user().principalName(), false, Set.of("eq")),
                    "mail", new Text<>(it -> it.mailbox().address(), true, Set.of("eq")),
                    "displayName", new Text<>(Person::displayName, true, Set.of("eq")),
                    "onPremisesSecurityIdentifier", new Text<>(it -> it.user().sid(), true, Set.of("eq"))));

    private final Gate gate;
    private final Quotas quotas;
    private final Function<Tenant, Optional<Organisation>> organisations;

    DirectoryRoutes(Gate gate, Quotas quotas, Function<Tenant, Optional<Organisation>> organisations) {
        this.gate = gate;
        this.quotas = quotas;
        this.organisations = organisations;
    }

    void register(Routes routes) {
        routes.get("/v1.0/users", gate.behind(USER, quotas, this::users))
                .get("/v1.0/users/:id", gate.behind(USER, quotas, this::user))
                .get("/v1.0/organization", gate.behind(ORGANIZATION, quotas, this::organization));
    }

    private List<Person> people(Tenant tenant) {
        return organisations.apply(tenant).map(Organisation::people).orElse(List.of());
    }

    private void users(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), OPTIONS);
        if (query.has("$top") && query.top() == 0) {
            throw new RefusedException(
                    400,
                    "Request_UnsupportedQuery",
                    "Invalid page size specified: '0'. Must be between 1 and 999 inclusive.");
        }
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.user", KNOWN);
        List<Person> matching = people(call.tenant()).stream()
                .filter(Filter.parse(query.get("$filter"), FIELDS))
                .toList();
        Page.of(matching, query)
                .send(call, context("users", selection), query, person -> selection.of(user(person), USUAL));
    }

    private static String context(String list, Selection selection) {
        return selection.names().isEmpty() ? list : list + "(" + String.join(",", selection.names()) + ")";
    }

    private void user(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), SELECT);
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.user", KNOWN);
        String id = call.exchange().path("id");
        Person person = people(call.tenant()).stream()
                .filter(it -> it.user().aadUserId().equalsIgnoreCase(id)
                        || it.user().principalName().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        404,
                        "Request_ResourceNotFound",
                        "Resource '" + id + "' does not exist or one of its queried reference-property objects are not"
                                + " present."));
        Page.sendOne(call, context("users", selection) + "/$entity", selection.of(user(person), USUAL));
    }

    private static Map<String, Object> user(Person person) {
        List<String> names = Arrays.asList(person.displayName().split(" ", 2));
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("businessPhones", List.of());
        user.put("displayName", person.displayName());
        user.put("givenName", names.getFirst());
        user.put("jobTitle", null);
        user.put("mail", person.mailbox().address());
        user.put("mobilePhone", null);
        user.put("officeLocation", null);
        user.put("preferredLanguage", null);
        user.put("surname", names.getLast());
        user.put("userPrincipalName", person.user().principalName());
        user.put("id", person.user().aadUserId());
        user.put("accountEnabled", true);
        user.put("userType", "Member");
        user.put("department", null);
        user.put("companyName", null);
        user.put("employeeId", null);
        user.put("createdDateTime", "2025-01-06T08:00:00Z");
        user.put("onPremisesSamAccountName", person.user().accountName());
        user.put("onPremisesDomainName", person.user().domainName());
        user.put("onPremisesSecurityIdentifier", person.user().sid());
        user.put("onPremisesSyncEnabled", true);
        user.put("proxyAddresses", List.of("SMTP:" + person.mailbox().address()));
        user.put("otherMails", List.of());
        return user;
    }

    private void organization(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), SELECT);
        Map<String, Object> row = organization(call.tenant());
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.organization", row.keySet());
        Page.of(List.of(row), query)
                .send(call, context("organization", selection), query, it -> selection.of(it, row.keySet()));
    }

    private static Map<String, Object> organization(Tenant tenant) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", tenant.id());
        row.put("deletedDateTime", null);
        row.put("businessPhones", List.of());
        row.put("city", null);
        row.put("country", null);
        row.put("countryLetterCode", "DE");
        row.put("createdDateTime", "2025-01-06T08:00:00Z");
        row.put(
                "displayName",
                tenant.name().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + tenant.name().substring(1));
        row.put("onPremisesSyncEnabled", true);
        row.put("tenantType", "AAD");
        row.put("technicalNotificationMails", List.of());
        List<Map<String, Object>> domains = new ArrayList<>();
        domains.add(domain(tenant.domain(), true, false));
        domains.add(domain(tenant.mailDomain(), false, true));
        row.put("verifiedDomains", domains);
        return row;
    }

    private static Map<String, Object> domain(String name, boolean initial, boolean usual) {
        Map<String, Object> domain = new LinkedHashMap<>();
        domain.put("capabilities", "Email, OfficeCommunicationsOnline");
        domain.put("isDefault", usual);
        domain.put("isInitial", initial);
        domain.put("name", name);
        domain.put("type", "Managed");
        return domain;
    }
}
