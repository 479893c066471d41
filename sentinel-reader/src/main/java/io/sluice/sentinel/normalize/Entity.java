package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity of either interface. Its members have two names: the one in the tables, and the one in Azure Resource
 * Manager, which products use in the tables now and then as well.
 */
final class Entity {

    private final JsonNode members;
    private final @Nullable String type;
    private final Entities all;
    private final boolean referred;

    private Entity(JsonNode entity, Entities all, boolean referred) {
        boolean ofAzure = isOfAzure(entity);
        this.members = ofAzure ? entity.get("properties") : entity;
        this.type = ofAzure ? Members.text(entity, "kind") : firstText(entity, "Type", "type");
        this.all = all;
        this.referred = referred;
    }

    /** Reads an entity where it stands. */
    static Entity of(JsonNode entity, Entities all) {
        return new Entity(entity, all, false);
    }

    /** Returns whether an entity is written as Azure Resource Manager does. */
    static boolean isOfAzure(JsonNode entity) {
        return Members.object(entity, "properties").isObject() && Members.text(entity, "kind") != null;
    }

    /** Returns Microsoft's word for what it is. */
    @Nullable
    String type() {
        return type;
    }

    /** Returns the same in small letters without hyphens, since both spellings are in use. */
    String kind() {
        String plain = Words.plain(type);
        return plain.indexOf('-') < 0 ? plain : plain.replace("-", "");
    }

    @Nullable
    String text(String name, String inAzure) {
        return written(firstText(members, name, inAzure));
    }

    @Nullable
    String id(String name, String inAzure) {
        String id = Members.id(members, name);
        return written(id != null ? id : Members.id(members, inAzure));
    }

    private @Nullable String written(@Nullable String text) {
        return text == null || !referred || all.mayRepeat(text) ? text : null;
    }

    @Nullable
    SourceTime time(String name, String inAzure) {
        SourceTime time = Members.time(members, name);
        return time != null ? time : Members.time(members, inAzure);
    }

    /** Returns an integer, also from its text in decimal, or with 0x in hexadecimal digits. */
    @Nullable
    Long integer(String name, String inAzure) {
        String text = id(name, inAzure);
        if (text == null) {
            return null;
        }
        try {
            return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException notAnInteger) {
            return null;
        }
    }

    /** Returns the entity that a member is, refers to or, in Azure, names; nothing if it is none. */
    @Nullable
    Entity entity(String name, String inAzure) {
        JsonNode value = members.get(name);
        return of(value != null ? value : members.get(inAzure));
    }

    /** Returns the same of a member that is a list. */
    List<Entity> entities(String name, String inAzure) {
        JsonNode list = members.get(name);
        list = list != null ? list : members.get(inAzure);
        if (list == null || !list.isArray()) {
            return List.of();
        }
        List<Entity> entities = new ArrayList<>(list.size());
        for (JsonNode element : list) {
            Entity entity = of(element);
            if (entity != null) {
                entities.add(entity);
            }
        }
        return entities;
    }

    private @Nullable Entity of(@Nullable JsonNode value) {
        JsonNode entity = null;
        if (value != null && value.isObject()) {
            entity = all.resolve(value);
        } else if (value != null && value.isTextual()) {
            entity = all.named(value.textValue());
        }
        return entity == null ? null : new Entity(entity, all, true);
    }

    private static @Nullable String firstText(JsonNode object, String name, String other) {
        String text = Members.text(object, name);
        return text != null ? text : Members.text(object, other);
    }
}
