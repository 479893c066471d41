package io.sluice.local.investigation;

import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.local.UserError;
import io.sluice.local.text.Printable;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All investigations that there are, by key. */
public final class Investigations {

    /** As many letters of an id as people read at a glance. */
    private static final int SHORTEST_PREFIX = 8;

    private static final int MOST_NAMED = 10;

    private final Map<String, byte[]> newest;

    /**
     * Takes the newest record of each.
     *
     * @param newest by key
     */
    public Investigations(Map<String, byte[]> newest) {
        this.newest = Map.copyOf(newest);
    }

    /**
     * An investigation, and how it was found.
     *
     * @param investigation the one
     * @param mergedAway the ids of those that were asked for and found to be one with it, in order
     */
    public record Found(StoredInvestigation investigation, List<String> mergedAway) {

        /** Copies the list. */
        public Found {
            mergedAway = List.copyOf(mergedAway);
        }
    }

    /** Returns those that are wanted, the most urgent first and among equals the one that moved last. */
    public List<StoredInvestigation> list(Predicate<StoredInvestigation> wanted, int limit) {
        return newest.entrySet().stream()
                .map(each -> StoredInvestigation.of(each.getKey(), each.getValue()))
                .filter(wanted)
                .sorted(Comparator.comparingInt(StoredInvestigation::score)
                        .thenComparing(StoredInvestigation::lastActivity)
                        .reversed()
                        .thenComparing(StoredInvestigation::key))
                .limit(limit)
                .toList();
    }

    /**
     * Finds one, and the one that it was merged into.
     *
     * @param idOrPrefix its id, or the beginning of it, as long as no other begins so
     * @throws UserError if there is none, or more than one
     */
    public Found find(String idOrPrefix) {
        List<String> keys = beginningWith(idOrPrefix).toList();
        if (keys.isEmpty()) {
            throw new UserError("There is no investigation '" + Printable.of(idOrPrefix)
                    + "'; ./sluice investigations --state any lists them.");
        }
        if (keys.size() > 1) {
            throw new UserError("'" + Printable.of(idOrPrefix) + "' is the beginning of " + keys.size() + ": "
                    + String.join(
                            ", ",
                            keys.stream()
                                    .sorted()
                                    .limit(MOST_NAMED)
                                    .map(Investigations::id)
                                    .toList())
                    + (keys.size() > MOST_NAMED ? ", …" : "") + ".");
        }
        Set<String> passed = new LinkedHashSet<>();
        StoredInvestigation here = read(keys.getFirst());
        while (here.detail().state() == InvestigationState.MERGED) {
            String older = here.detail().mergedInto();
            String key = here.tenantId() + "/" + older;
            if (older == null || !newest.containsKey(key) || !passed.add(here.id())) {
                break; // shown as it is; ./sluice check says what is wrong with it
            }
            here = read(key);
        }
        passed.remove(here.id());
        return new Found(here, List.copyOf(passed));
    }

    /** Returns the beginning of an id that no other investigation has, for people. */
    public String prefix(StoredInvestigation of) {
        String id = of.id();
        for (int length = SHORTEST_PREFIX; length < id.length(); length++) {
            if (beginningWith(id.substring(0, length)).limit(2).count() == 1) {
                return id.substring(0, length);
            }
        }
        return id;
    }

    private Stream<String> beginningWith(String prefix) {
        // Somebody's whole id can be the beginning of another.
        List<String> whole =
                newest.keySet().stream().filter(key -> id(key).equals(prefix)).toList();
        return whole.isEmpty() ? newest.keySet().stream().filter(key -> id(key).startsWith(prefix)) : whole.stream();
    }

    private StoredInvestigation read(String key) {
        return StoredInvestigation.of(key, Objects.requireNonNull(newest.get(key)));
    }

    private static String id(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
