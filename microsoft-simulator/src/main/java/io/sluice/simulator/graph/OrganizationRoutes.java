package io.sluice.simulator.graph;

import io.sluice.simulator.http.Routes;
import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Quotas;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code organization}.
 *
 * <p>After Microsoft Learn: "List organizations" of Microsoft Graph v1.0.
 */
final class OrganizationRoutes {

    private static final List<String> ORGANIZATION = List.of(
            "Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");

    private static final QueryOptions.Known SELECT = new QueryOptions.Known(Set.of("$select"), 1, 1);

    private final Gate gate;
    private final Quotas quotas;

    OrganizationRoutes(Gate gate, Quotas quotas) {
        this.gate = gate;
        this.quotas = quotas;
    }

    void register(Routes routes) {
        routes.get("/v1.0/organization", gate.behind(ORGANIZATION, quotas, this::organization));
    }

    private void organization(Call call) throws IOException {
        QueryOptions query = QueryOptions.of(call.exchange().context().queryParams(), SELECT);
        Map<String, Object> row = organization(call.tenant());
        Selection selection = Selection.of(query.get("$select"), "microsoft.graph.organization", row.keySet());
        Page.of(List.of(row), query)
                .send(call, selection.context("organization"), query, it -> selection.of(it, row.keySet()));
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
