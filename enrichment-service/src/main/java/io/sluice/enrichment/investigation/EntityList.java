package io.sluice.enrichment.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.enrichment.entity.Sighting;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.graph.Component;
import io.sluice.enrichment.graph.EntityKey;
import io.sluice.enrichment.graph.EntityNames;
import io.sluice.enrichment.graph.Shared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who and what the findings of an investigation name: each once, under one name, however the findings call it. What is
 * called two names by one finding is one thing for all.
 */
final class EntityList {

    private static final List<String> VERDICTS = List.of("malicious", "suspicious", "clean");

    /** Last in the list of a device's names, and shared by devices of different domains. */
    private static final String HOST_ALONE = "host:";

    private static final class Draft {
        private final EntityKind kind;
        private final Map<String, Integer> values = new LinkedHashMap<>();
        private final Set<String> findings = new TreeSet<>();
        private final Set<String> labels = new TreeSet<>();
        private @Nullable String verdict;
        private long firstSeen = Long.MAX_VALUE;
        private long lastSeen = Long.MIN_VALUE;

        private Draft(EntityKind kind) {
            this.kind = kind;
        }

        private void add(Finding finding, Sighting sighting) {
            for (int i = 0; i < sighting.values().size(); i++) {
                values.merge(sighting.values().get(i), i, Math::min);
            }
            findings.add(finding.id());
            if (sighting.label() != null) {
                labels.add(sighting.label());
            }
            verdict = worse(verdict, sighting.verdict());
            firstSeen = Math.min(firstSeen, finding.from());
            lastSeen = Math.max(lastSeen, finding.to());
        }

        private void add(Draft other) {
            other.values.forEach((value, place) -> values.merge(value, place, Math::min));
            findings.addAll(other.findings);
            labels.addAll(other.labels);
            verdict = worse(verdict, other.verdict);
            firstSeen = Math.min(firstSeen, other.firstSeen);
            lastSeen = Math.max(lastSeen, other.lastSeen);
        }

        /** The values, best known first; those that are as good in the order of the alphabet. */
        private List<String> names() {
            return values.entrySet().stream()
                    .sorted(Comparator.comparingInt(
                                    (Map.Entry<String, Integer> name) -> EntityNames.distance(name.getKey()))
                            .thenComparing(Map.Entry.comparingByValue())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private EntityList() {}

    /**
     * Returns the entities of a component: what most findings name first.
     *
     * @param context what the directory says of an entity
     */
    static List<Entity> of(Component component, Function<Entity, @Nullable DirectoryEntry> context) {
        Map<EntityKey, Draft> drafts = new HashMap<>();
        for (Finding finding : component.findings()) {
            for (Sighting sighting : finding.sightings()) {
                draft(drafts, sighting).add(finding, sighting);
            }
        }
        List<Entity> entities = new ArrayList<>();
        for (Draft draft : new LinkedHashSet<>(drafts.values())) {
            Entity entity = entity(draft, component, null);
            DirectoryEntry known = context.apply(entity);
            entities.add(known == null ? entity : entity(draft, component, known));
        }
        entities.sort(Comparator.comparingInt(Entity::findings)
                .reversed()
                .thenComparing(Entity::kind)
                .thenComparing(Entity::value));
        return entities;
    }

    private static Draft draft(Map<EntityKey, Draft> drafts, Sighting sighting) {
        Draft draft = new Draft(sighting.kind());
        for (String value : sighting.values()) {
            Draft known = isShared(value, sighting) ? null : drafts.get(new EntityKey(sighting.kind(), value));
            if (known != null && known != draft) {
                known.add(draft);
                replace(drafts, draft, known);
                draft = known;
            }
        }
        for (String value : sighting.values()) {
            if (!isShared(value, sighting)) {
                drafts.put(new EntityKey(sighting.kind(), value), draft);
            }
        }
        return draft;
    }

    private static void replace(Map<EntityKey, Draft> drafts, Draft old, Draft by) {
        old.values.keySet().forEach(value -> drafts.replace(new EntityKey(old.kind, value), old, by));
    }

    private static boolean isShared(String value, Sighting sighting) {
        return value.startsWith(HOST_ALONE) && sighting.values().size() > 1;
    }

    private static Entity entity(Draft draft, Component component, @Nullable DirectoryEntry context) {
        List<String> names = draft.names();
        return new Entity(
                new EntityKey(draft.kind, names.getFirst()).text(),
                draft.kind,
                names.getFirst(),
                draft.labels.isEmpty() ? null : draft.labels.iterator().next(),
                names.subList(1, Math.min(names.size(), 10)),
                draft.verdict,
                draft.findings.size(),
                Instant.ofEpochMilli(draft.firstSeen),
                Instant.ofEpochMilli(draft.lastSeen),
                names.stream().anyMatch(name -> isBusy(component.entities().get(new EntityKey(draft.kind, name)))),
                context);
    }

    private static boolean isBusy(@Nullable Shared shared) {
        return shared != null && shared.busy();
    }

    private static @Nullable String worse(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return VERDICTS.indexOf(one) <= VERDICTS.indexOf(other) ? one : other;
    }
}
