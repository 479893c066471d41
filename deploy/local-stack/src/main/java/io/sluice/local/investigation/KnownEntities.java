package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An investigation's entities by every name that a finding has for them. */
final class KnownEntities {

    private final Map<String, Entity> byId = new HashMap<>();

    KnownEntities(List<Entity> entities) {
        for (Entity entity : entities) {
            byId.put(entity.id(), entity);
            byId.putIfAbsent(entity.kind().word() + ":" + entity.value(), entity);
            entity.aliases().forEach(alias -> byId.putIfAbsent(entity.kind().word() + ":" + alias, entity));
        }
    }

    Optional<Entity> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Entity> of(EntityKind kind, String value) {
        return withId(kind.word() + ":" + value);
    }
}
