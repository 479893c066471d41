package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two findings name the same entity. They do if they share a value; one that others can have as well, a host
 * name alone or an account of a Windows domain, counts only where at most one of the two knows the full name: a device
 * {@code pc0001} of which no more is known is {@code pc0001.contoso.com}, which {@code pc0001.fabrikam.com} is not.
 */
public final class SameEntity {

    private SameEntity() {}

    /** Returns the value that shows that two sightings are of one entity; nothing if they are not. */
    public static @Nullable String shared(Sighting one, Sighting other) {
        if (one.kind() != other.kind()) {
            return null;
        }
        String lastResort = null;
        for (String value : one.values()) {
            if (other.values().contains(value)) {
                if (!isLastResort(one.kind(), value)) {
                    return value;
                }
                lastResort = value;
            }
        }
        return lastResort != null && !(hasFullName(one) && hasFullName(other)) ? lastResort : null;
    }

    /** Returns whether a value is one that others can have as well. */
    public static boolean isLastResort(EntityKind kind, String value) {
        return switch (kind) {
            case DEVICE -> value.startsWith("host:");
            case USER -> value.indexOf('\\') >= 0;
            default -> false;
        };
    }

    private static boolean hasFullName(Sighting sighting) {
        List<String> values = sighting.values();
        for (String value : values) {
            boolean full = sighting.kind() == EntityKind.USER
                    ? value.indexOf('@') > 0
                    : value.indexOf(':') < 0 && value.indexOf('/') < 0;
            if (full) {
                return true;
            }
        }
        return false;
    }
}
