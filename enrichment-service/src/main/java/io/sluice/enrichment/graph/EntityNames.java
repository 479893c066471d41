package io.sluice.enrichment.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which of the names of an entity is the one for people: a name rather than an id. */
public final class EntityNames {

    /** What the values begin with that are ids: people know a device by its DNS name. */
    private static final Set<String> IDS = Set.of("mde", "oid", "sid", "host");

    private EntityNames() {}

    /** Returns how far a value is from a name for people: 0 for a name, 1 for an id. */
    public static int distance(String value) {
        int colon = value.indexOf(':');
        return colon > 0 && IDS.contains(value.substring(0, colon)) ? 1 : 0;
    }

    /** Returns the best of several names, which come best known first. */
    static EntityKey best(List<EntityKey> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(name.value())))
                .orElseThrow();
    }
}
