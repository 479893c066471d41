package io.sluice.local.investigation;

import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.local.UserError;
import io.sluice.local.text.Printable;
import java.util.ArrayList;
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

    /**
     * Some of all investigations.
     *
     * @param investigations those that are wanted, the most urgent first and among equals the one that moved last
     * @param unreadable the keys of records that are none of an investigation, whether wanted or not, in order
     */
    public record Listing(List<StoredInvestigation> investigations, List<String> unreadable) {

        /** Copies the lists. */
        public Listing {
            investigations = List.copyOf(investigations);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Returns those that are wanted, as many as are wanted, and what cannot be read. */
    public Listing list(Predicate<StoredInvestigation> wanted, int limit) {
        List<StoredInvestigation> read = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        newest.forEach((key, value) ->
                StoredInvestigation.of(key, value).ifPresentOrElse(read::add, () -> unreadable.add(key)));
        List<StoredInvestigation> listed = read.stream()
                .filter(wanted)
                .sorted(Comparator.comparingInt(StoredInvestigation::score)
                        .thenComparing(StoredInvestigation::lastActivity)
                        .reversed()
                        .thenComparing(StoredInvestigation::key))
                .limit(limit)
                .toList();
        return new Listing(listed, unreadable.stream().sorted().toList());
    }

    /** Says, for people, that none is as is wanted: because there is none at all yet, or because all are otherwise. */
    public String noneListed() {
        if (newest.isEmpty()) {
            return "There are no investigations yet. They follow from alerts and incidents within seconds:"
                    + " ./sluice topic alerts --from-beginning shows whether there are any, ./sluice status whether"
                    + " connections are read and enrichment-service is healthy.";
        }
        return "None of the " + newest.size()
                + " investigations is such; ./sluice investigations --state any lists all,"
                + " those that are merged or closed too.";
    }

    /**
     * Finds one, and the one that it was merged into.
     *
     * @param idOrPrefix its id, or the beginning of it, as long as no other begins so
     * @throws UserError if there is none, or more than one, or its record does not keep to the contract
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
        return StoredInvestigation.of(key, Objects.requireNonNull(newest.get(key)))
                .orElseThrow(() -> new UserError(none(key)));
    }

    /** Says of a record that it is no investigation. */
    public static String none(String key) {
        return "The newest record of " + Printable.of(key) + " on investigations is none of an investigation that this"
                + " version of ./sluice knows; ./sluice topic investigations --from-beginning shows it.";
    }

    private static String id(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
