package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one finding names. The same entity is one sighting however often and under whichever of its names it is
 * named: with all its values, the most strength and the worst verdict, whatever the order.
 */
final class Sighted {

    /** How many sightings of a finding are kept: the strong ones first, otherwise those that were named first. */
    static final int MAX = 64;

    /** How many names of one entity are kept, the best ones. */
    private static final int MAX_VALUES = 16;

    private static final class Named {
        private final EntityKind kind;
        private final TreeSet<Value> values = new TreeSet<>(Value.ORDER);
        private Strength strength;
        private @Nullable String label;
        private @Nullable SightedVerdict verdict;
        private boolean merged;

        Named(EntityKind kind, Strength strength) {
            this.kind = kind;
            this.strength = strength;
        }

        void take(List<Value> more, @Nullable String otherLabel, @Nullable SightedVerdict otherVerdict) {
            values.addAll(more);
            label = label == null || (otherLabel != null && otherLabel.compareTo(label) < 0) ? otherLabel : label;
            verdict = SightedVerdict.worse(verdict, otherVerdict);
        }

        void strengthen(Strength other) {
            strength = other.compareTo(strength) < 0 ? other : strength;
        }

        Sighting sighting() {
            List<String> texts = new ArrayList<>(values.size());
            for (Value value : values) {
                if (texts.size() < MAX_VALUES && !texts.contains(value.text())) {
                    texts.add(value.text());
                }
            }
            return new Sighting(kind, texts, strength, label, verdict == null ? null : verdict.word());
        }
    }

    /** One mention. */
    private record Mention(
            EntityKind kind,
            List<Value> values,
            Strength strength,
            @Nullable String label,
            @Nullable SightedVerdict verdict) {}

    /** How often vague ones are gone through, each time for those that the time before told something about. */
    private static final int ROUNDS = 3;

    private final IgnoreList ignored;
    private final List<Named> all = new ArrayList<>();
    private final Map<EntityKind, Map<String, Named>> known = new EnumMap<>(EntityKind.class);
    private final List<Mention> vague = new ArrayList<>(4);
    private final List<Mention> lastResorts = new ArrayList<>(4);

    Sighted(IgnoreList ignored) {
        this.ignored = ignored;
    }

    /** Notes an entity; none if it has no value. */
    void add(
            EntityKind kind,
            List<Value> values,
            Strength strength,
            @Nullable String label,
            @Nullable SightedVerdict verdict) {
        if (values.isEmpty()) {
            return;
        }
        Mention one = new Mention(kind, values, strength, CanonicalText.label(label), verdict);
        if (isLastResort(values)) {
            lastResorts.add(one);
        } else {
            put(one, strength, known, false);
        }
    }

    /**
     * Notes an entity of which too little is said to tell how strong it is, such as a digest without the file: where
     * the finding says more about it elsewhere, that counts.
     */
    void addVague(
            EntityKind kind,
            List<Value> values,
            Strength strength,
            @Nullable String label,
            @Nullable SightedVerdict verdict) {
        if (!values.isEmpty()) {
            vague.add(new Mention(kind, values, strength, CanonicalText.label(label), verdict));
        }
    }

    /** Adds to the one entity that has any of the values, which may connect several; otherwise makes one. */
    private void put(Mention one, Strength strength, Map<EntityKind, Map<String, Named>> index, boolean lastResort) {
        Map<String, Named> ofKind = index.computeIfAbsent(one.kind(), it -> new HashMap<>());
        Named named = null;
        for (Value value : one.values()) {
            Named other = value.isLastResort() == lastResort ? ofKind.get(value.text()) : null;
            if (other != null && named != null && other != named) {
                merge(other, named, ofKind);
            } else if (other != null) {
                named = other;
            }
        }
        if (named == null) {
            named = new Named(one.kind(), strength);
            all.add(named);
        }
        named.take(one.values(), one.label(), one.verdict());
        named.strengthen(strength);
        for (Value value : one.values()) {
            if (value.isLastResort() == lastResort) {
                ofKind.put(value.text(), named);
            }
        }
    }

    private static void merge(Named from, Named into, Map<String, Named> ofKind) {
        into.take(List.copyOf(from.values), from.label, from.verdict);
        into.strengthen(from.strength);
        for (Value value : from.values) {
            ofKind.computeIfPresent(value.text(), (text, named) -> named == from ? into : named);
        }
        from.merged = true;
    }

    /** Returns the sightings. */
    List<Sighting> sightings() {
        addVagueOnes();
        addLastResorts();
        Map<String, Named> users = known.getOrDefault(EntityKind.USER, Map.of());
        List<Named> kept = new ArrayList<>(all.size());
        for (Named named : all) {
            boolean user = named.kind == EntityKind.MAILBOX
                    && users.containsKey(named.values.first().text());
            if (!named.merged && !user && !ignored.has(named.kind, named.values)) {
                kept.add(named);
            }
        }
        if (kept.size() > MAX) {
            kept.sort(Comparator.comparing(named -> named.strength));
            kept.subList(MAX, kept.size()).clear();
        }
        List<Sighting> sightings = new ArrayList<>(kept.size());
        for (Named named : kept) {
            sightings.add(named.sighting());
        }
        return sightings;
    }

    /** What something clear is said about takes the strength of that; it may connect others to it. */
    private void addVagueOnes() {
        List<Mention> pending = vague;
        for (int round = 0; round < ROUNDS && !pending.isEmpty(); round++) {
            List<Mention> unknown = new ArrayList<>(pending.size());
            for (Mention one : pending) {
                Named clear = clear(one);
                if (clear == null) {
                    unknown.add(one);
                } else {
                    put(one, clear.strength, known, false);
                }
            }
            if (unknown.size() == pending.size()) {
                break;
            }
            pending = unknown;
        }
        for (Mention one : pending) {
            put(one, one.strength(), known, false);
        }
    }

    private @Nullable Named clear(Mention one) {
        Map<String, Named> ofKind = known.getOrDefault(one.kind(), Map.of());
        for (Value value : one.values()) {
            Named named = ofKind.get(value.text());
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    /** A name that others can have as well, alone, is of whoever has it here; otherwise of somebody of its own. */
    private void addLastResorts() {
        if (lastResorts.isEmpty()) {
            return;
        }
        Map<EntityKind, Set<String>> taken = new EnumMap<>(EntityKind.class);
        for (Named named : all) {
            for (Value value : named.values) {
                if (value.isLastResort()) {
                    taken.computeIfAbsent(named.kind, it -> new HashSet<>()).add(value.text());
                }
            }
        }
        Map<EntityKind, Map<String, Named>> alone = new EnumMap<>(EntityKind.class);
        for (Mention one : lastResorts) {
            Set<String> ofKind = taken.getOrDefault(one.kind(), Set.of());
            boolean known = false;
            for (Value value : one.values()) {
                known |= ofKind.contains(value.text());
            }
            if (!known) {
                put(one, one.strength(), alone, true);
            }
        }
    }

    private static boolean isLastResort(List<Value> values) {
        for (Value value : values) {
            if (!value.isLastResort()) {
                return false;
            }
        }
        return true;
    }
}
