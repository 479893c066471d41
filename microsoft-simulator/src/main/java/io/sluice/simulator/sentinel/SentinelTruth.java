package io.sluice.simulator.sentinel;

import io.sluice.simulator.http.Json;
import io.sluice.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replays what Sentinel's tables said when, as somebody sees it who reads each row as soon as it can be read and lets
 * the newest row about a thing count: rows that come twice or after a newer one, and rows about an alert that say the
 * same again, are no version of their own.
 */
final class SentinelTruth {

    /** A version of an alert: another row counted, or another incident listed it. */
    final class AlertVersion {
        private final int version;
        private final int contentVersion;
        private final @Nullable Instant from;
        private final Written<SentinelAlert> row;
        private final @Nullable SentinelIncident incident;
        private @Nullable Instant until;

        private AlertVersion(
                int version,
                int contentVersion,
                @Nullable Instant from,
                Written<SentinelAlert> row,
                @Nullable SentinelIncident incident) {
            this.version = version;
            this.contentVersion = contentVersion;
            this.from = from;
            this.row = row;
            this.incident = incident;
        }

        /** The line that tells about it. */
        Map<String, @Nullable Object> line(Tenant tenant) {
            SentinelAlert alert = row.content();
            Instant objects = incident == null ? null : objectsFrom.get(incident.name());
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("tenantId", tenant.id());
            line.put("uid", alert.uid());
            line.put("systemAlertId", alert.systemAlertId());
            line.put("vendorOriginalId", alert.vendorOriginalId());
            line.put("defenderAlertId", alert instanceof DefenderAlert ? alert.defenderId() : null);
            line.put("version", version);
            line.put("contentVersion", contentVersion);
            line.put("from", text(from));
            line.put("until", text(until));
            line.put("armFrom", objects == null ? null : text(later(objects, row.generated())));
            line.put("armUntil", text(armUntil(row)));
            line.put("timeGenerated", row.generated().toString());
            line.put("startTime", alert.start().toString());
            line.put("endTime", alert.end().toString());
            line.put("title", alert.displayName());
            line.put("severity", alert.severity());
            line.put("status", alert.status());
            line.put("productName", alert.productName());
            line.put("providerName", alert.providerName());
            line.put(
                    "entityCount",
                    SentinelEntity.withParts(alert.details().entities()).size());
            line.put("incidentName", incident == null ? null : incident.name());
            line.put("defenderIncidentId", incident == null ? null : defenderId(incident));
            line.put("attackId", alert.attackId());
            line.put("playId", alert.play().id());
            line.put("scenario", alert.play().scenario());
            return line;
        }
    }

    /** A version of an incident: a row that counted. Each has a LastModifiedTime of its own. */
    final class IncidentVersion {
        private final int version;
        private final @Nullable Instant from;
        private final Written<SentinelIncident> row;
        private @Nullable Instant until;

        private IncidentVersion(int version, @Nullable Instant from, Written<SentinelIncident> row) {
            this.version = version;
            this.from = from;
            this.row = row;
        }

        /** The line that tells about it. */
        Map<String, @Nullable Object> line(Tenant tenant) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("tenantId", tenant.id());
            line.put("uid", row.content().name());
            line.put("version", version);
            line.put("from", text(from));
            line.put("until", text(until));
            line.put("armFrom", text(row.generated()));
            line.put("armUntil", text(incidentTimes(row).higherKey(row.generated())));
            line.put("lastModifiedTime", row.generated().toString());
            line.putAll(facts(row.content()));
            return line;
        }
    }

    private final Map<String, List<AlertVersion>> alerts = new LinkedHashMap<>();
    private final Map<String, List<IncidentVersion>> incidents = new LinkedHashMap<>();
    private final Map<String, Written<SentinelAlert>> newestAlert = new HashMap<>();
    private final Map<String, Written<SentinelIncident>> newestIncident = new HashMap<>();
    private final Map<String, Map<String, Written<SentinelIncident>>> listing = new HashMap<>();
    private final Map<String, Set<String>> alertsOf = new HashMap<>();
    private final Map<Long, UUID> contents = new HashMap<>();
    private final Map<String, NavigableMap<Instant, Written<SentinelAlert>>> alertTimes = new LinkedHashMap<>();
    private final Map<String, NavigableMap<Instant, Written<SentinelIncident>>> incidentTimes = new LinkedHashMap<>();
    private final Map<String, Instant> objectsFrom;

    /**
     * Replays rows that are given in the order of their ingestion.
     *
     * @param objectsFrom since when Azure Resource Manager shows the alerts of each incident, by its name
     */
    SentinelTruth(
            List<Written<SentinelIncident>> incidentRows,
            List<Written<SentinelAlert>> alertRows,
            Map<String, Instant> objectsFrom) {
        this.objectsFrom = objectsFrom;
        int next = 0;
        for (Written<SentinelAlert> row : alertRows) {
            while (next < incidentRows.size()
                    && incidentRows.get(next).ingested().isBefore(row.ingested())) {
                read(incidentRows.get(next++));
            }
            readAlert(row);
        }
        incidentRows.subList(next, incidentRows.size()).forEach(this::read);
        alertRows.forEach(row -> alertTimes(row).putIfAbsent(row.generated(), row));
        incidentRows.forEach(row -> incidentTimes(row).putIfAbsent(row.generated(), row));
    }

    private NavigableMap<Instant, Written<SentinelAlert>> alertTimes(Written<SentinelAlert> row) {
        return alertTimes.computeIfAbsent(row.content().systemAlertId(), id -> new TreeMap<>());
    }

    private NavigableMap<Instant, Written<SentinelIncident>> incidentTimes(Written<SentinelIncident> row) {
        return incidentTimes.computeIfAbsent(row.content().name(), name -> new TreeMap<>());
    }

    /** When Azure Resource Manager began to show something else. */
    private @Nullable Instant armUntil(Written<SentinelAlert> row) {
        for (Written<SentinelAlert> later :
                alertTimes(row).tailMap(row.generated(), false).values()) {
            if (!content(later).equals(content(row))) {
                return later.generated();
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** All versions of all alerts. */
    Collection<List<AlertVersion>> alerts() {
        return alerts.values();
    }

    /** All versions of all incidents. */
    Collection<List<IncidentVersion>> incidents() {
        return incidents.values();
    }

    /**
     * What only Azure Resource Manager showed of alerts: its row came after a newer one. It has no version, and no
     * from.
     */
    List<AlertVersion> alertsOnlyInArm() {
        List<AlertVersion> passed = new ArrayList<>();
        alertTimes.forEach((id, rows) -> {
            List<AlertVersion> versions = alerts.getOrDefault(id, List.of());
            Set<UUID> told = new HashSet<>();
            versions.forEach(version -> told.add(content(version.row)));
            for (Written<SentinelAlert> row : rows.values()) {
                if (told.add(content(row))) {
                    passed.add(new AlertVersion(0, 0, null, row, versions.getLast().incident));
                }
            }
        });
        return passed;
    }

    /** What only Azure Resource Manager showed of incidents. */
    List<IncidentVersion> incidentsOnlyInArm() {
        List<IncidentVersion> passed = new ArrayList<>();
        incidentTimes.forEach((name, rows) -> {
            Set<Instant> told = new HashSet<>();
            incidents.getOrDefault(name, List.of()).forEach(version -> told.add(version.row.generated()));
            for (Written<SentinelIncident> row : rows.values()) {
                if (told.add(row.generated())) {
                    passed.add(new IncidentVersion(0, null, row));
                }
            }
        });
        return passed;
    }

    private void readAlert(Written<SentinelAlert> row) {
        String id = row.content().systemAlertId();
        Written<SentinelAlert> newest = newestAlert.get(id);
        if (newest == null || row.generated().isAfter(newest.generated())) {
            newestAlert.put(id, row);
            tell(id, row.ingested());
        }
    }

    private void read(Written<SentinelIncident> row) {
        SentinelIncident incident = row.content();
        Written<SentinelIncident> newest = newestIncident.get(incident.name());
        if (newest != null && !row.generated().isAfter(newest.generated())) {
            return;
        }
        newestIncident.put(incident.name(), row);
        List<IncidentVersion> versions = incidents.computeIfAbsent(incident.name(), name -> new ArrayList<>(2));
        if (!versions.isEmpty()) {
            versions.getLast().until = row.ingested();
        }
        versions.add(new IncidentVersion(versions.size() + 1, row.ingested(), row));
        Set<String> now = new LinkedHashSet<>(incident.alertIds());
        Set<String> touched = new LinkedHashSet<>(now);
        touched.addAll(alertsOf.getOrDefault(incident.name(), Set.of()));
        alertsOf.put(incident.name(), now);
        for (String id : touched) {
            Map<String, Written<SentinelIncident>> in = listing.computeIfAbsent(id, key -> new LinkedHashMap<>());
            if (now.contains(id)) {
                in.put(incident.name(), row);
            } else {
                in.remove(incident.name());
            }
            tell(id, row.ingested());
        }
    }

    /** Begins a version of an alert if what can be read about it is not what could be read before. */
    private void tell(String id, Instant from) {
        Written<SentinelAlert> row = newestAlert.get(id);
        if (row == null) {
            return;
        }
        SentinelIncident incident = listing.getOrDefault(id, Map.of()).values().stream()
                .max(java.util.Comparator.comparing(Written::generated))
                .map(Written::content)
                .orElse(null);
        List<AlertVersion> versions = alerts.computeIfAbsent(id, key -> new ArrayList<>(2));
        AlertVersion last = versions.isEmpty() ? null : versions.getLast();
        boolean sameContent = last != null && content(last.row).equals(content(row));
        if (last != null && sameContent && Objects.equals(name(last.incident), name(incident))) {
            return;
        }
        if (last != null) {
            last.until = from;
        }
        versions.add(new AlertVersion(
                versions.size() + 1,
                last == null ? 1 : last.contentVersion + (sameContent ? 0 : 1),
                from,
                row,
                incident));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable String name(@Nullable SentinelIncident incident) {
        return incident == null ? null : incident.name();
    }

    private UUID content(Written<SentinelAlert> row) {
        return contents.computeIfAbsent(row.order(), order -> {
            Map<String, @Nullable Object> cells = AlertRow.cells(Objects.requireNonNull(tenantOf(row.content())), row);
            cells.keySet().removeAll(AlertRow.TIMES_OF_WRITING);
            return UUID.nameUUIDFromBytes(
                    Json.MAPPER.valueToTree(cells).toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    private static Tenant tenantOf(SentinelAlert alert) {
        return switch (alert) {
            case DefenderAlert it -> it.tenant();
            case RuleAlert it -> it.tenant();
        };
    }

    private static @Nullable String defenderId(SentinelIncident incident) {
        return incident.defenderIncidentId() == null
                ? null
                : incident.defenderIncidentId().toString();
    }

    /** What an incident says, without the times at which it was written. */
    private static Map<String, @Nullable Object> facts(SentinelIncident incident) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("incidentName", incident.name());
        facts.put("incidentNumber", incident.number());
        facts.put("title", incident.title());
        facts.put("severity", incident.severity());
        facts.put("status", incident.status());
        facts.put(
                "classification",
                incident.verdict() == null ? null : incident.verdict().classification());
        facts.put("owner", incident.owner());
        facts.put(
                "labels",
                incident.labels().stream().map(SentinelIncident.Label::name).toList());
        facts.put("commentCount", incident.comments().size());
        facts.put("providerName", incident.providerName());
        facts.put("providerIncidentId", incident.providerIncidentId());
        facts.put("defenderIncidentId", defenderId(incident));
        facts.put("alertIds", incident.alertIds());
        facts.put(
                "alertUids", incident.alerts().stream().map(SentinelAlert::uid).toList());
        facts.put("attackId", incident.attackId());
        facts.put("playId", incident.play().id());
        facts.put("scenario", incident.play().scenario());
        return facts;
    }
}
