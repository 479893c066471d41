package io.sluice.local.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.text.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An alert (OCSF Detection Finding) as one line for people. */
final class AlertLine {

    /** What an analyst recognises first, in each kind of evidence. */
    private static final List<String> ENTITY_PATHS = List.of(
            "/user/email_addr",
            "/user/name",
            "/device/hostname",
            "/device/name",
            "/email/from",
            "/email/to/0",
            "/file/name",
            "/process/file/name",
            "/process/name",
            "/url/url_string",
            "/src_endpoint/ip",
            "/dst_endpoint/ip",
            "/resources/0/name");

    private static final String MAKER = "Microsoft ";
    private static final int SOURCE_WIDTH = 12;
    private static final int ENTITIES = 3;
    private static final int ENTITY_WIDTH = 40;

    private final Map<String, String> tenantNames;
    private final DateTimeFormatter time;
    private final boolean colour;

    AlertLine(Map<String, String> tenantNames, ZoneId zone, boolean colour) {
        this.tenantNames = Map.copyOf(tenantNames);
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
        this.colour = colour;
    }

    String of(JsonNode alert) {
        String tenant = alert.at("/metadata/tenant_uid").asText("");
        String severity = alert.path("severity").asText("unknown");
        String line = String.format(
                Locale.ROOT,
                "%s  %-10s  %-12s  %s  %-6s  %s",
                time.format(Instant.ofEpochMilli(alert.path("time").asLong())),
                tenantNames.getOrDefault(tenant, tenant),
                source(alert),
                coloured(severity),
                activity(alert.path("activity_id").asInt()),
                Printable.of(alert.at("/finding_info/title").asText("")));
        Set<String> entities = entities(alert);
        String incident = alert.at("/finding_info/related_events/0/uid").asText("");
        return line
                + (entities.isEmpty() ? "" : "  [" + String.join(", ", entities) + "]")
                + (incident.isEmpty() ? "" : "  incident " + Printable.of(incident));
    }

    /** Who reports it: the same alert can come from Defender and from Sentinel. */
    private static String source(JsonNode alert) {
        String product = alert.at("/metadata/product/name").asText("");
        return Printable.cut(product.startsWith(MAKER) ? product.substring(MAKER.length()) : product, SOURCE_WIDTH);
    }

    private static Set<String> entities(JsonNode alert) {
        Set<String> entities = new LinkedHashSet<>();
        for (JsonNode evidence : alert.path("evidences")) {
            for (String path : ENTITY_PATHS) {
                String entity = evidence.at(path).asText("");
                if (!entity.isEmpty()) {
                    entities.add(Printable.cut(entity, ENTITY_WIDTH));
                    break;
                }
            }
            if (entities.size() == ENTITIES) {
                break;
            }
        }
        return entities;
    }

    private static String activity(int id) {
        return switch (id) {
            case 1 -> "CREATE";
            case 2 -> "UPDATE";
            case 3 -> "CLOSE";
            default -> "?";
        };
    }

    private String coloured(String severity) {
        String word = String.format(Locale.ROOT, "%-13s", Printable.of(severity));
        if (!colour) {
            return word;
        }
        String code = switch (severity.toLowerCase(Locale.ROOT)) {
            case "critical", "high" -> "31;1";
            case "medium" -> "33";
            case "low" -> "36";
            default -> "2";
        };
        return "\u001b[" + code + "m" + word + "\u001b[0m";
    }
}
