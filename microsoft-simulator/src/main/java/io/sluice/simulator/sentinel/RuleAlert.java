package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An alert of one of Sentinel's analytics rules.
 *
 * @param tenant whose it is
 * @param rule the rule
 * @param key what makes it this alert and no other
 * @param onboarded whether the workspace is part of the Defender portal, so that Defender has the alert too
 * @param ran when the rule ran
 * @param start begin of what it found
 * @param end end of what it found
 * @param found the rows that its query found
 * @param about what these are about
 * @param mapped whether the rule says which columns are entities; if not, only the rows tell
 * @param play the attack that it saw, or a playing of its own
 */
record RuleAlert(
        Tenant tenant,
        AnalyticsRule rule,
        String key,
        boolean onboarded,
        Instant ran,
        Instant start,
        Instant end,
        List<Map<String, String>> found,
        List<SentinelEntity> about,
        boolean mapped,
        Play play)
        implements SentinelAlert {

    /** The letters that Defender puts before Sentinel's alerts. */
    private static final String PREFIX = "sn";

    @Override
    public String systemAlertId() {
        return Draw.guid("sentinel alert", tenant.id(), rule, key);
    }

    @Override
    public String vendorOriginalId() {
        return Draw.guid("sentinel finding", tenant.id(), rule, key);
    }

    @Override
    public @Nullable String defenderId() {
        return onboarded ? uid() : null;
    }

    /**
     * The id by which Defender shows it, or will when the workspace is one of the Defender portal's: it is one alert.
     */
    @Override
    public String uid() {
        return PREFIX + vendorOriginalId();
    }

    @Override
    public String displayName() {
        return rule.title();
    }

    @Override
    public String severity() {
        return rule.severity();
    }

    @Override
    public String status() {
        return "New";
    }

    @Override
    public String providerName() {
        return rule.kind().providerName();
    }

    @Override
    public String productName() {
        return "Azure Sentinel";
    }

    @Override
    public String productComponentName() {
        return rule.kind().componentName();
    }

    @Override
    public List<String> tactics() {
        return rule.tactics();
    }

    @Override
    public List<String> techniques() {
        return rule.techniques();
    }

    @Override
    public String alertLink() {
        return onboarded ? "https://security.microsoft.com/alerts/" + defenderId() + "?tid=" + tenant.id() : "";
    }

    @Override
    public EntityJson.Style entityStyle() {
        return EntityJson.Style.FLAT;
    }

    @Override
    public Details details() {
        Map<String, String> extended = new LinkedHashMap<>();
        if (rule.kind() != AnalyticsRule.Kind.FUSION) {
            extended.put("Query Period", rule.kind() == AnalyticsRule.Kind.NRT ? "00:01:00" : "01:00:00");
            extended.put("Trigger Operator", "GreaterThan");
            extended.put("Trigger Threshold", "0");
            extended.put("Correlation Id", Draw.guid("run", tenant.id(), rule, key));
            extended.put("Search Query Results Overall Count", Integer.toString(found.size()));
            extended.put("Query", alertedEvents());
            extended.put("Query Start Time UTC", WireTime.text(start));
            extended.put("Query End Time UTC", WireTime.text(end));
            extended.put("Analytic Rule Name", rule.title());
            extended.put("Event Grouping", "AlertPerResult");
        }
        extended.put("Analytic Rule Ids", "[\"" + rule.id(tenant) + "\"]");
        extended.put("ProcessedBySentinel", "True");
        extended.put("Alert generation status", "Full alert created");
        return new Details(
                rule.description(),
                Workspace.of(tenant).workspaceId() + "_" + rule.id(tenant),
                "",
                mapped ? about : List.of(),
                extended);
    }

    /** A query that gives back the rows, which it carries compressed, each for itself. */
    private String alertedEvents() {
        StringBuilder rows = new StringBuilder();
        for (Map<String, String> row : found) {
            rows.append(rows.isEmpty() ? "" : ",\n")
                    .append("\"")
                    .append(compressed(row))
                    .append('"');
        }
        return "// The query_now parameter represents the time (in UTC) at which the scheduled analytics rule ran to"
                + " produce this alert.\nset query_now = datetime(" + WireTime.text(ran) + ");\n"
                + "let alertedEvent = datatable(compressedRec: string)\n[" + rows + "]\n"
                + "| extend raw = todynamic(zlib_decompress_from_base64_string(compressedRec))"
                + " | evaluate bag_unpack(raw) | project-away compressedRec;\nalertedEvent";
    }

    private static String compressed(Map<String, String> row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(Json.MAPPER.writeValueAsString(row).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
