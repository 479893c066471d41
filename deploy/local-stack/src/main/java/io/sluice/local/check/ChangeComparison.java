package io.sluice.local.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares one tenant's changes of investigations with the versions of them that there are. Pure: the same input, the
 * same findings.
 *
 * <ul>
 *   <li><b>Missing</b>: a version without a change that led to it.
 *   <li><b>Doubled</b>: a second change that led to the same version.
 *   <li><b>Wrong</b>: a change that led to no version, or that does not begin where the one before it ended.
 * </ul>
 */
final class ChangeComparison {

    private ChangeComparison() {}

    /** Compares. */
    static Findings of(List<InvestigationRecord> records, List<ChangeRecord> changes) {
        Set<String> versions = new HashSet<>();
        records.forEach(record -> versions.add(record.key() + "/" + record.version()));
        Map<String, ChangeRecord> led = new HashMap<>();
        Map<String, ChangeRecord> last = new HashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (ChangeRecord change : changes.stream()
                .sorted(Comparator.comparingInt(ChangeRecord::partition).thenComparingLong(ChangeRecord::offset))
                .toList()) {
            String version = change.key() + "/" + change.version();
            ChangeRecord same = led.putIfAbsent(version, change);
            if (same != null) {
                doubled.add(change.id() + ": the change at " + change.where() + " led to version " + change.version()
                        + ", and so did the one at " + same.where());
                continue;
            }
            ChangeRecord before = last.put(change.key(), change);
            String expected = before == null ? "" : before.version();
            boolean anew = change.previousVersion().isEmpty() && before != null && before.isLast();
            if (!anew && !change.previousVersion().equals(expected)) {
                wrong.add(change.id() + ": the change at " + change.where() + " comes after "
                        + named(change.previousVersion()) + ", but the one before it led to " + named(expected));
            }
            if (!versions.contains(version)) {
                wrong.add(change.id() + ": the change at " + change.where() + " led to version " + change.version()
                        + ", which is not on investigations");
            }
        }
        for (InvestigationRecord record : records) {
            if (!led.containsKey(record.key() + "/" + record.version())) {
                missing.add(record.id() + ": nothing says how version " + record.version() + " at " + record.where()
                        + " came about");
            }
        }
        return new Findings(versions.size(), versions.size(), changes.size(), missing, doubled, wrong);
    }

    private static String named(String version) {
        return version.isEmpty() ? "none" : "version " + version;
    }
}
