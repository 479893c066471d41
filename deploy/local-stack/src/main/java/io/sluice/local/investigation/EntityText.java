package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.local.text.Defanged;
import java.util.regex.Pattern;

/** What people call an entity. Addresses on the web are written so that nobody follows them by mistake. */
final class EntityText {

    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]*:(?!//)");

    private EntityText() {}

    /** Returns a canonical value for people. */
    static String of(EntityKind kind, String value) {
        return kind == EntityKind.URL ? Defanged.of(value) : value;
    }

    /** Returns an entity's id (kind, colon, canonical value) for people. */
    static String ofId(String id) {
        int colon = id.indexOf(':');
        if (colon < 0) {
            return id;
        }
        String kind = id.substring(0, colon);
        String value = id.substring(colon + 1);
        return kind + " " + (kind.equals(EntityKind.URL.word()) ? of(EntityKind.URL, value) : value);
    }

    /** Returns the name for people with the canonical value, where they differ. */
    static String of(Entity entity) {
        String value = of(entity.kind(), entity.value());
        String label = entity.label();
        if (label == null || label.isBlank()) {
            label = PREFIX.matcher(entity.value()).lookingAt() ? readable(entity) : entity.value();
        }
        return label.equals(entity.value()) ? value : of(entity.kind(), label) + " (" + value + ")";
    }

    /** Returns what people call it, alone. */
    static String name(Entity entity) {
        return of(entity.kind(), PREFIX.matcher(entity.value()).lookingAt() ? readable(entity) : entity.value());
    }

    /** Ids have a prefix that says whose they are; what people call it has none. */
    private static String readable(Entity entity) {
        return entity.aliases().stream()
                .filter(alias -> !PREFIX.matcher(alias).lookingAt())
                .findFirst()
                .orElse(entity.value());
    }
}
