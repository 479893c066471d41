package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.AntispamReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers in which Exchange Online Protection says what it thinks of a message: {@code NAME:value;} and so
 * on. It removes or renames (-Untrusted) those that a message brings along.
 *
 * @see <a href="https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo">Anti-spam message headers</a>
 */
final class AntispamHeaders {

    private static final int FIELDS = 60;
    private static final int NAME = 40;
    private static final int VALUE = 1_000;

    private static final Map<String, String> HEADERS = Map.of(
            "x-forefront-antispam-report", "X-Forefront-Antispam-Report",
            "x-forefront-antispam-report-untrusted", "X-Forefront-Antispam-Report-Untrusted",
            "x-microsoft-antispam", "X-Microsoft-Antispam",
            "x-microsoft-antispam-untrusted", "X-Microsoft-Antispam-Untrusted",
            "x-microsoft-antispam-prvs", "X-Microsoft-Antispam-PRVS");

    private final Findings findings;

    AntispamHeaders(Findings findings) {
        this.findings = findings;
    }

    List<AntispamReport> read(Header header) {
        List<AntispamReport> reports = new ArrayList<>();
        for (Header.Field field : header.fields()) {
            String name = HEADERS.get(field.name());
            if (name != null && reports.size() < 10 && findings.hasRoom()) {
                reports.add(report(name, field.value()));
            }
        }
        return reports;
    }

    /** Returns the address from which the receiving service got the message, by its own report. */
    static @Nullable String connectingIp(Header header) {
        String report = header.first("x-forefront-antispam-report");
        for (String pair : report == null ? new String[0] : report.split(";", FIELDS + 1)) {
            String field = pair.strip();
            if (field.regionMatches(true, 0, "CIP:", 0, 4)) {
                return Ip.of(field.substring(4));
            }
        }
        return null;
    }

    private AntispamReport report(String header, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : value.split(";", FIELDS + 1)) {
            int colon = pair.indexOf(':');
            if (colon > 0 && fields.size() < FIELDS) {
                fields.putIfAbsent(
                        findings.keep(pair.substring(0, colon).strip().toUpperCase(Locale.ROOT), NAME),
                        findings.keep(pair.substring(colon + 1).strip(), VALUE));
            }
        }
        return new AntispamReport(
                header,
                header.endsWith("-Untrusted"),
                Ip.of(fields.get("CIP")),
                text(fields, "CTRY"),
                text(fields, "LANG"),
                number(fields.get("SCL")),
                number(fields.get("BCL")),
                text(fields, "SFV"),
                text(fields, "IPV"),
                text(fields, "H"),
                text(fields, "PTR"),
                text(fields, "DIR"),
                text(fields, "CAT"),
                text(fields, "SFTY"),
                text(fields, "SRV"),
                fields);
    }

    private static @Nullable String text(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("-?\\d{1,4}") ? Integer.valueOf(text) : null;
    }
}
