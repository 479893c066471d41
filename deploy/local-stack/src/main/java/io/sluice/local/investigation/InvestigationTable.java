package io.sluice.local.investigation;

import io.sluice.contracts.ocsf.Severity;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Investigations as a table, one on a line. */
public final class InvestigationTable {

    private static final int BESIDE_THE_TITLE = 5 + 6 + 8 + 6 + 18 + 16 + 10 + 8 * 2;
    private static final int SHORTEST_TITLE = 20;
    private static final int LONGEST_TITLE = 70;

    private final PrintWriter out;
    private final int width;
    private final Map<String, String> tenantNames;

    /**
     * Takes where to print.
     *
     * @param width how many characters fit on a line there
     * @param tenantNames the names of the tenants by id
     */
    public InvestigationTable(PrintWriter out, int width, Map<String, String> tenantNames) {
        this.out = out;
        this.width = width;
        this.tenantNames = Map.copyOf(tenantNames);
    }

    /** Prints the table. */
    public void print(List<StoredInvestigation> listed, Investigations all) {
        int id = listed.stream()
                .mapToInt(each -> all.prefix(each).length())
                .max()
                .orElse(0);
        int title = Math.clamp((long) width - BESIDE_THE_TITLE - id, SHORTEST_TITLE, LONGEST_TITLE);
        String row = "%5s  %-6s  %-8s  %6s  %-18s  %-16s  %-" + title + "s  %-10s  %s%n";
        out.printf(row, "SCORE", "STATE", "SEVERITY", "ALERTS", "PRODUCTS", "LAST SEEN (UTC)", "TITLE", "TENANT", "ID");
        for (StoredInvestigation each : listed) {
            out.printf(
                    row,
                    each.detail().score() == null ? "-" : each.score(),
                    each.detail().state().word(),
                    severity(each),
                    each.detail().alerts(),
                    Printable.cut(products(each), 18),
                    Moments.minute(each.lastActivity()),
                    Printable.cut(each.title(), title),
                    Printable.cut(tenantNames.getOrDefault(each.tenantId(), each.tenantId()), 10),
                    Printable.of(all.prefix(each)));
        }
    }

    private static String severity(StoredInvestigation each) {
        Severity severity = each.finding().severityId();
        return Printable.cut(Objects.requireNonNullElse(each.finding().severity(), severity.caption()), 8);
    }

    private static String products(StoredInvestigation each) {
        return each.detail().products().stream().map(ProductName::shortened).collect(Collectors.joining(", "));
    }
}
