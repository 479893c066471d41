package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity as one finding names it.
 *
 * @param kind what it is
 * @param values its canonical values, the best known one first and never empty: a user's principal name, object id and
 *     security id; two findings name the same entity if they share one of them
 * @param strength how much it says that two findings share it
 * @param label a name for people
 * @param verdict the worst that Microsoft says about it in this finding: malicious, suspicious, clean, or null
 */
public record Sighting(
        EntityKind kind,
        List<String> values,
        Strength strength,
        @Nullable String label,
        @Nullable String verdict) {

    public Sighting {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("An entity has a value");
        }
    }

    /** Returns its best known canonical value. */
    public String value() {
        return values.getFirst();
    }
}
