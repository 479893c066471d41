package io.sluice.enrichment.graph;

import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Findings that belong together.
 *
 * @param findings the findings, oldest first; of the same age by id
 * @param entities what they name, with how much it says that findings share it
 * @param rows what each of the findings names, by its id
 */
public record Component(
        List<Finding> findings, Map<EntityKey, Shared> entities, Map<String, Map<EntityKey, Row>> rows) {

    /** The order of findings within an investigation: it does not depend on when they were read. */
    static final Comparator<Finding> BY_AGE =
            Comparator.comparingLong(Finding::created).thenComparing(Finding::id);

    public Component {
        findings = findings.stream().sorted(BY_AGE).toList();
    }

    /** Returns its alerts, oldest first. */
    public List<Finding> alerts() {
        return of(FindingKind.ALERT);
    }

    /** Returns its findings of a kind, oldest first. */
    public List<Finding> of(FindingKind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
}
