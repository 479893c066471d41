package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.Strength;
import java.util.List;

/**
 * An entity as all findings of the tenant name it.
 *
 * @param strength how much it says that two findings share it
 * @param busy whether it would join findings if not so many named it
 * @param findings of what joins nothing, the findings that name it, here and elsewhere, by id; none if they are many
 */
public record Shared(Strength strength, boolean busy, List<String> findings) {

    public Shared {
        findings = List.copyOf(findings);
    }
}
