package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.Strength;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All findings of the tenants of a task, and what they have in common. Which of them belong together follows from what
 * is stored alone, not from the order in which it came:
 *
 * <ul>
 *   <li>who shares an entity of strong meaning belongs together;
 *   <li>two alerts belong together that agree from two sides ({@link Facet}) in entities of medium meaning, lie within
 *       the window, and were not found to be harmless;
 *   <li>what more incidents and single alerts name than the rules allow joins nothing.
 * </ul>
 *
 * <p>Not thread-safe: one for each task.
 */
public final class Graph {

    private final Findings findings;
    private final SightingIndex index;
    private final long window;

    /** Looks at these findings by these rules. */
    public Graph(Findings findings, SightingIndex index, CorrelationRules rules) {
        this.findings = findings;
        this.index = index;
        this.window = rules.window().toMillis();
    }

    /** Returns a finding by its id, if it is known. */
    public Optional<Finding> finding(String tenant, String id) {
        return Optional.ofNullable(findings.get(tenant, id));
    }

    /**
     * Puts a finding in the place of what was known of it.
     *
     * @param before what was known, as {@link #finding} returns it; null for nothing
     * @param touched is told the ids of the findings whose investigations may be others now
     */
    public void put(String tenant, @Nullable Finding before, Finding finding, Consumer<String> touched) {
        Map<EntityKey, Row> now = SightingIndex.rows(finding);
        if (before != null) {
            SightingIndex.rows(before).keySet().stream()
                    .filter(entity -> !now.containsKey(entity))
                    .forEach(entity -> index.remove(tenant, entity, finding.id(), touched));
        }
        now.forEach((entity, row) -> index.put(tenant, entity, row, touched));
        findings.put(tenant, finding);
        touched.accept(finding.id());
    }

    /** Forgets a finding, as {@link #put}. */
    public void remove(String tenant, Finding finding, Consumer<String> touched) {
        SightingIndex.rows(finding).keySet().forEach(entity -> index.remove(tenant, entity, finding.id(), touched));
        findings.remove(tenant, finding.id());
    }

    /**
     * Returns the ids of the findings that name an entity, or one of each incident where they are many; none if it is
     * busy.
     */
    public List<String> naming(String tenant, EntityKey entity) {
        return index.naming(tenant, entity);
    }

    /**
     * Returns whether a finding names an entity.
     *
     * @param from says of the time from which on a finding is whether it counts
     */
    public boolean isNamed(String tenant, EntityKey entity, Predicate<Instant> from) {
        return index.isNamed(tenant, entity, from);
    }

    /** Returns what belongs together with a finding; nothing if it is not known any more. */
    public Optional<Component> around(String tenant, String id) {
        Finding seed = findings.get(tenant, id);
        return seed == null ? Optional.empty() : Optional.of(new Walk(tenant).from(seed));
    }

    /** One way through everything that belongs to a finding. */
    private final class Walk {

        private final String tenant;
        private final Map<String, Finding> found = new LinkedHashMap<>();
        private final Map<EntityKey, Rows> read = new HashMap<>();
        private final Map<EntityKey, Shared> entities = new LinkedHashMap<>();
        private final Map<EntityKey, Map<Integer, List<Row>>> crowds = new HashMap<>();
        private final Map<String, Map<EntityKey, Row>> named = new HashMap<>();
        private final Set<EntityKey> followed = new HashSet<>();
        private final Deque<Finding> ahead = new ArrayDeque<>();

        private Walk(String tenant) {
            this.tenant = tenant;
        }

        private Component from(Finding seed) {
            found.put(seed.id(), seed);
            ahead.add(seed);
            while (!ahead.isEmpty()) {
                visit(ahead.remove());
            }
            return new Component(List.copyOf(found.values()), entities, named);
        }

        private void visit(Finding finding) {
            Map<String, Integer> agreeing = new HashMap<>();
            boolean canAgree = finding.kind() == FindingKind.ALERT && !finding.isHarmless();
            Map<EntityKey, Row> names = SightingIndex.rows(finding);
            named.put(finding.id(), names);
            names.forEach((entity, row) -> {
                Rows rows = read.computeIfAbsent(entity, _ -> index.rows(tenant, entity));
                switch (look(entity, rows).strength()) {
                    case STRONG -> {
                        if (row.takesPart(entity.kind()) && followed.add(entity)) {
                            index.all(tenant, entity, rows).stream()
                                    .filter(other -> other.takesPart(entity.kind()))
                                    .forEach(other -> add(other.finding()));
                        }
                    }
                    case MEDIUM -> {
                        if (canAgree) {
                            int side = Facet.of(entity.kind()).bit();
                            for (Row other : others(entity, rows, row)) {
                                if (other.isAlert()
                                        && !other.harmless()
                                        && other.isWithin(window, row)
                                        && !found.containsKey(other.finding())) {
                                    agreeing.merge(other.finding(), side, (one, two) -> one | two);
                                }
                            }
                        }
                    }
                    case WEAK -> {
                        // Worth knowing, but joins nothing.
                    }
                }
            });
            agreeing.forEach((other, sides) -> {
                if (Integer.bitCount(sides) >= 2) {
                    add(other);
                }
            });
        }

        /** Whom an entity can join to a finding: of very many not those of its incident, who belong to it anyway. */
        private Iterable<Row> others(EntityKey entity, Rows rows, Row row) {
            if (rows.crowd() == null) {
                return rows.list();
            }
            Map<Integer, List<Row>> groups = crowds.computeIfAbsent(
                    entity, _ -> index.all(tenant, entity, rows).stream().collect(Collectors.groupingBy(Row::group)));
            return () -> groups.entrySet().stream()
                    .filter(group -> group.getKey() != row.group())
                    .flatMap(group -> group.getValue().stream())
                    .iterator();
        }

        private void add(String id) {
            if (!found.containsKey(id)) {
                Finding finding = Objects.requireNonNull(findings.get(tenant, id), "the index names what is there");
                found.put(id, finding);
                ahead.add(finding);
            }
        }

        private Shared look(EntityKey entity, Rows rows) {
            Shared known = entities.get(entity);
            if (known != null) {
                return known;
            }
            Strength strength = index.strength(entity, rows);
            Shared shared = new Shared(
                    strength,
                    index.isBusy(entity, rows),
                    strength == Strength.WEAK ? index.linked(entity, rows) : List.of());
            entities.put(entity, shared);
            return shared;
        }
    }
}
