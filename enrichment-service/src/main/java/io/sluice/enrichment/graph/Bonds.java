package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import io.sluice.enrichment.entity.Sighting;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Why the findings of a component belong together: as few bonds as connect them all, the surest ones. Which they are
 * follows from the findings alone.
 */
public final class Bonds {

    /** Above so many findings nobody reads why each belongs to another. */
    private static final int MOST_FINDINGS = 1_000;

    /** Of what more findings of a component share, each is bound to the next one only. */
    private static final int MOST_PAIRED = 64;

    /**
     * That two findings belong together.
     *
     * @param finding the later one
     * @param with the earlier one
     * @param shared what they share, what says most first
     * @param confidence how sure that makes it, from 0 to 1
     */
    public record Bond(Finding finding, Finding with, List<Tie> shared, double confidence) {}

    /**
     * An entity that two findings share.
     *
     * @param entity the entity
     * @param strength how much that says
     */
    public record Tie(EntityKey entity, Strength strength) {}

    private record Edge(int earlier, int later, double confidence) {}

    private static final Comparator<Edge> SUREST_FIRST = Comparator.comparingDouble(Edge::confidence)
            .reversed()
            .thenComparingInt(Edge::earlier)
            .thenComparingInt(Edge::later);

    private final Component component;
    private final List<Finding> findings;
    private final List<Map<EntityKey, Row>> rows;
    private final long window;

    private Bonds(Component component, Duration window) {
        this.component = component;
        this.findings = component.findings();
        this.rows = findings.stream()
                .map(finding -> Objects.requireNonNull(component.rows().get(finding.id())))
                .toList();
        this.window = window.toMillis();
    }

    /** Returns the bonds of a component, in the order of their later findings; none if it is very large. */
    public static List<Bond> of(Component component, Duration window) {
        return component.findings().size() > MOST_FINDINGS ? List.of() : new Bonds(component, window).bonds();
    }

    private List<Bond> bonds() {
        List<Edge> edges = edges();
        edges.sort(SUREST_FIRST);
        int[] roots = new int[findings.size()];
        Arrays.setAll(roots, i -> i);
        List<Edge> chosen = new ArrayList<>();
        for (Edge edge : edges) {
            int one = root(roots, edge.earlier);
            int other = root(roots, edge.later);
            if (one != other) {
                roots[Math.max(one, other)] = Math.min(one, other);
                chosen.add(edge);
            }
        }
        chosen.sort(Comparator.comparingInt(Edge::later).thenComparingInt(Edge::earlier));
        return chosen.stream().map(this::bond).toList();
    }

    private static int root(int[] roots, int of) {
        int root = of;
        while (roots[root] != root) {
            roots[root] = roots[roots[root]];
            root = roots[root];
        }
        return root;
    }

    private List<Edge> edges() {
        Map<EntityKey, List<Integer>> named = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (Map.Entry<EntityKey, Row> row : rows.get(i).entrySet()) {
                if (row.getValue().takesPart(row.getKey().kind())) {
                    named.computeIfAbsent(row.getKey(), key -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        List<Edge> edges = new ArrayList<>();
        Map<Long, Map<Facet, Double>> agreeing = new HashMap<>();
        named.forEach((entity, who) -> {
            Shared shared = component.entities().get(entity);
            if (shared == null || who.size() < 2) {
                return;
            }
            switch (shared.strength()) {
                case STRONG -> {
                    for (int i = 1; i < who.size(); i++) {
                        edges.add(new Edge(who.get(i - 1), who.get(i), confidence(entity.kind())));
                    }
                }
                case MEDIUM -> agree(entity, who, agreeing);
                case WEAK -> {
                    // Joins nothing.
                }
            }
        });
        agreeing.forEach((pair, doubts) -> {
            if (doubts.size() >= 2) {
                double doubt = doubts.values().stream().reduce(1.0, (one, other) -> one * other);
                edges.add(new Edge((int) (pair >> 32), pair.intValue(), rounded(1 - doubt)));
            }
        });
        return edges;
    }

    private void agree(EntityKey entity, List<Integer> who, Map<Long, Map<Facet, Double>> agreeing) {
        for (int i = 0; i < who.size(); i++) {
            int last = who.size() > MOST_PAIRED ? Math.min(who.size(), i + 2) : who.size();
            for (int j = i + 1; j < last; j++) {
                if (canAgree(who.get(i), who.get(j), entity)) {
                    agreeing.computeIfAbsent((long) who.get(i) << 32 | who.get(j), key -> new EnumMap<>(Facet.class))
                            .merge(Facet.of(entity.kind()), 1 - confidence(entity.kind()), Math::min);
                }
            }
        }
    }

    private boolean canAgree(int one, int other, EntityKey entity) {
        return isSuspect(one) && isSuspect(other) && row(one, entity).isWithin(window, row(other, entity));
    }

    private Row row(int finding, EntityKey entity) {
        return Objects.requireNonNull(rows.get(finding).get(entity), "it was found by this entity");
    }

    private boolean isSuspect(int finding) {
        return findings.get(finding).kind() == FindingKind.ALERT
                && !findings.get(finding).isHarmless();
    }

    /** How sure it is that two findings belong together that share an entity of this kind, alone or with another. */
    private static double confidence(EntityKind kind) {
        return switch (kind) {
            case INCIDENT -> 0.99;
            case MESSAGE -> 0.98;
            case FILE -> 0.95;
            case URL -> 0.7;
            case DEVICE, USER, MAILBOX -> 0.6;
            case IP, RESOURCE -> 0.5;
            case DOMAIN -> 0.2;
        };
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private Bond bond(Edge edge) {
        List<Tie> ties = ties(edge).stream()
                .sorted(Comparator.comparing(Tie::strength)
                        .thenComparing(tie -> tie.entity().kind())
                        .thenComparing(tie -> tie.entity().value()))
                .toList();
        return new Bond(findings.get(edge.later), findings.get(edge.earlier), ties, edge.confidence);
    }

    /** One for each entity, under the best name that both know, however many names they share. */
    private Set<Tie> ties(Edge edge) {
        Set<EntityKey> shared = new LinkedHashSet<>(rows.get(edge.later).keySet());
        shared.retainAll(rows.get(edge.earlier).keySet());
        Set<Tie> ties = new LinkedHashSet<>();
        for (String incident : findings.get(edge.later).incidents()) {
            EntityKey entity = new EntityKey(EntityKind.INCIDENT, incident);
            if (shared.contains(entity)) {
                ties.add(new Tie(entity, strength(entity)));
            }
        }
        for (Sighting sighting : findings.get(edge.later).sightings()) {
            List<EntityKey> names = sighting.values().stream()
                    .map(value -> new EntityKey(sighting.kind(), value))
                    .filter(shared::contains)
                    .toList();
            if (!names.isEmpty()) {
                Strength most = names.stream()
                        .map(this::strength)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                ties.add(new Tie(EntityNames.best(names), most));
            }
        }
        return ties;
    }

    private Strength strength(EntityKey entity) {
        Shared shared = component.entities().get(entity);
        return shared == null ? Strength.WEAK : shared.strength();
    }
}
