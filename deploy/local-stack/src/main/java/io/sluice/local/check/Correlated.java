package io.sluice.local.check;

import io.sluice.contracts.topic.Keys;
import io.sluice.local.correlation.PlayOfAlert;
import io.sluice.local.correlation.Scoring;
import io.sluice.local.correlation.Scoring.Scored;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How investigations compare with the truth.
 *
 * @param investigations what was found on {@code investigations}, by tenant id
 * @param changes what was found on {@code investigation-changes}, by tenant id
 * @param pairs how well the alerts of each tenant were put together, by tenant id
 * @param allPairs the same over all tenants
 */
record Correlated(
        Map<String, Findings> investigations,
        Map<String, Findings> changes,
        Map<String, Scored> pairs,
        Scored allPairs) {

    /**
     * Compares. Pure: the same input, the same outcome.
     *
     * @param tenants the ids of the tenants that are looked at, in their order
     * @param records the records on {@code investigations}
     * @param changes the records on {@code investigation-changes}
     * @param alerts the records on {@code alerts}
     * @param incidents Microsoft's incidents
     * @param truth what each alert is truly part of, by its key
     */
    static Correlated of(
            Collection<String> tenants,
            List<InvestigationRecord> records,
            List<ChangeRecord> changes,
            List<Seen> alerts,
            List<TrueIncidentAlerts> incidents,
            Map<String, PlayOfAlert> truth) {
        Map<String, List<InvestigationRecord>> recordsOf =
                records.stream().collect(Collectors.groupingBy(InvestigationRecord::tenantId));
        Map<String, List<ChangeRecord>> changesOf =
                changes.stream().collect(Collectors.groupingBy(ChangeRecord::tenantId));
        Map<String, Set<String>> alertsOf = new HashMap<>();
        alerts.forEach(alert -> alertsOf.computeIfAbsent(alert.tenantId(), _ -> new HashSet<>())
                .add(alert.content().uid()));
        Map<String, List<TrueIncidentAlerts>> incidentsOf =
                incidents.stream().collect(Collectors.groupingBy(TrueIncidentAlerts::tenantId));
        Map<String, Findings> ofInvestigations = new TreeMap<>();
        Map<String, Findings> ofChanges = new TreeMap<>();
        Map<String, Scored> pairs = new TreeMap<>();
        Map<String, PlayOfAlert> allTruth = new HashMap<>();
        Map<String, String> allFound = new HashMap<>();
        for (String tenant : tenants) {
            List<InvestigationRecord> its = recordsOf.getOrDefault(tenant, List.of());
            Set<String> uids = alertsOf.getOrDefault(tenant, Set.of());
            InvestigationComparison.Outcome outcome =
                    new InvestigationComparison(its, uids, incidentsOf.getOrDefault(tenant, List.of())).compare();
            ofInvestigations.put(tenant, outcome.findings());
            ofChanges.put(tenant, ChangeComparison.of(its, changesOf.getOrDefault(tenant, List.of())));
            Map<String, PlayOfAlert> play = new HashMap<>();
            for (String uid : uids) {
                PlayOfAlert part = truth.get(Keys.of(tenant, uid));
                if (part != null) {
                    play.put(Keys.of(tenant, uid), part);
                }
            }
            Map<String, String> found = new HashMap<>();
            outcome.found().forEach((uid, id) -> found.put(Keys.of(tenant, uid), Keys.of(tenant, id)));
            pairs.put(tenant, Scoring.of(play, found));
            allTruth.putAll(play);
            allFound.putAll(found);
        }
        return new Correlated(ofInvestigations, ofChanges, pairs, Scoring.of(allTruth, allFound));
    }
}
