package io.sluice.local.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the records of a topic with the versions that there were. Pure: the same input, the same findings.
 *
 * <ul>
 *   <li><b>Missing</b>: a version that is demanded and that no record says; or the newest record of an alert or
 *       incident says something else than its current version, or lists other alerts.
 *   <li><b>Doubled</b>: a {@code ce_id} that a record before had already; or more records that say the same of an alert
 *       or incident than it had versions that said it. What was read in two places, or lists other alerts because those
 *       of a Sentinel incident come after it, does not say the same.
 *   <li><b>Wrong</b>: a record that says what no version said.
 * </ul>
 */
final class Comparison {

    private Comparison() {}

    /**
     * Compares.
     *
     * @return the findings of each tenant that occurs, by tenant id
     */
    static Map<String, Findings> of(List<Expected> expected, List<Seen> seen) {
        Map<String, List<Expected>> expectedByTenant = grouped(expected, Expected::tenantId);
        Map<String, List<Seen>> seenByTenant = grouped(seen, Seen::tenantId);
        Set<String> tenants = new TreeSet<>(expectedByTenant.keySet());
        tenants.addAll(seenByTenant.keySet());
        Map<String, Findings> findings = new LinkedHashMap<>();
        for (String tenant : tenants) {
            findings.put(
                    tenant,
                    compare(
                            expectedByTenant.getOrDefault(tenant, List.of()),
                            seenByTenant.getOrDefault(tenant, List.of())));
        }
        return findings;
    }

    /** What a record says besides its content. */
    private record Said(String source, String named, List<String> listed) {
        static Said of(Seen seen) {
            return new Said(seen.source(), seen.named(), seen.listed());
        }
    }

    private static Findings compare(List<Expected> expected, List<Seen> seen) {
        Map<Content, Long> versions =
                expected.stream().collect(Collectors.groupingBy(Expected::content, Collectors.counting()));
        Map<String, List<Expected>> expectedByUid =
                grouped(expected, version -> version.content().uid());
        Map<String, String> eventIds = new HashMap<>();
        Map<Content, Map<Said, Long>> said = new HashMap<>();
        Map<String, Seen> newest = new HashMap<>();
        List<String> doubled = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Seen each : inOrder(seen)) {
            Content content = each.content();
            newest.put(content.uid(), each);
            String before = eventIds.putIfAbsent(each.eventId(), each.where());
            if (before != null) {
                doubled.add(content.uid() + ": the event " + each.eventId() + " at " + each.where() + " was at "
                        + before + " already");
                continue;
            }
            Long allowed = versions.get(content);
            if (allowed == null) {
                wrong.add(describeWrong(each, expectedByUid.getOrDefault(content.uid(), List.of())));
            } else if (said.computeIfAbsent(content, _ -> new HashMap<>()).merge(Said.of(each), 1L, Long::sum)
                    > allowed) {
                doubled.add(content.uid() + ": the record at " + each.where()
                        + " says what another record with another event id says");
            }
        }
        List<String> missing = new ArrayList<>();
        int demanded = 0;
        for (Expected version : expected) {
            if (!version.demanded()) {
                continue;
            }
            demanded++;
            Seen last = newest.get(version.content().uid());
            if (!said.containsKey(version.content())) {
                missing.add(describe(version) + (last == null ? "; there is no record of it at all" : ""));
            } else if (version.isCurrent() && last != null && !last.content().equals(version.content())) {
                missing.add(describe(version) + "; it is there, but the newest record (" + last.where()
                        + ") says something else: "
                        + String.join(", ", last.content().differencesTo(version.content())));
            } else if (version.isCurrent()
                    && last != null
                    && !version.listed().isEmpty()
                    && !last.listed().equals(version.listed())) {
                missing.add(describe(version) + "; it is there, but the newest record (" + last.where()
                        + ") lists the alerts " + last.listed() + ", not " + version.listed());
            }
        }
        return new Findings(expected.size(), demanded, seen.size(), missing, doubled, wrong);
    }

    private static List<Seen> inOrder(List<Seen> seen) {
        return seen.stream()
                .sorted(Comparator.comparingInt(Seen::partition).thenComparingLong(Seen::offset))
                .toList();
    }

    private static String describe(Expected version) {
        Content content = version.content();
        return content.uid() + " version " + version.version() + " (\"" + content.title() + "\", " + content.severity()
                + ", " + content.status() + "), shown from " + version.from()
                + (version.until() == null ? " on" : " until " + version.until());
    }

    private static String describeWrong(Seen seen, List<Expected> versions) {
        String nearest = versions.stream()
                .min(Comparator.comparingInt(version ->
                        seen.content().differencesTo(version.content()).size()))
                .map(version -> "; nearest is version " + version.version() + ": "
                        + String.join(", ", seen.content().differencesTo(version.content())))
                .orElse("; the simulator never had it");
        return seen.content().uid() + " at " + seen.where() + nearest;
    }

    private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> by) {
        return all.stream().collect(Collectors.groupingBy(by));
    }
}
