package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entities that refer to each other. In the tables one has an {@code $id}, possibly deep inside of another, and others
 * refer to it with {@code $ref}, before or after it; in Azure Resource Manager one refers to another by its name. A
 * reference that leads nowhere or in a circle is a reference to nothing.
 */
final class Entities {

    private static final String ID = "$id";
    private static final String REFERENCE = "$ref";

    /** How many characters are written again where an entity is referred to, in all: references are short to write. */
    private static final int MAX_REPEATED = 256 * 1024;

    /** How many references one can lead through. */
    private static final int MAX_HOPS = 4;

    private final JsonNode array;
    private @Nullable Map<String, JsonNode> byId;
    private int repeated;

    /** Takes what stands side by side: the column Entities, or the entities of an incident. */
    Entities(JsonNode array) {
        this.array = array;
    }

    /**
     * Returns one piece of evidence for each entity, in their order. An entity that is listed by a reference only is
     * one as well; one that is listed twice is one.
     */
    List<Evidence> evidences() {
        List<Evidence> evidences = new ArrayList<>(array.size());
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (JsonNode element : array) {
            if (!element.isObject()) {
                evidences.add(new EvidenceDraft(element, null, null).finish());
            } else if (!isReference(element)) {
                seen.add(element);
            }
        }
        for (JsonNode element : array) {
            if (!element.isObject()) {
                continue;
            }
            JsonNode entity = resolve(element);
            if (!isReference(element)) {
                evidences.add(EntityEvidence.of(Entity.of(element, this), element));
            } else if (entity == null) {
                evidences.add(new EvidenceDraft(element, null, null).finish());
            } else if (seen.add(entity)) {
                evidences.add(EntityEvidence.of(Entity.of(entity, this), flat(entity)));
            }
        }
        return evidences;
    }

    /** Returns how many of them are devices. */
    int hosts() {
        int hosts = 0;
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (JsonNode element : array) {
            JsonNode entity = element.isObject() ? resolve(element) : null;
            if (entity != null
                    && seen.add(entity)
                    && Entity.of(entity, this).kind().equals("host")) {
                hosts++;
            }
        }
        return hosts;
    }

    /** Returns the name of the first malware. */
    @Nullable
    String malware() {
        for (JsonNode element : array) {
            JsonNode entity = element.isObject() ? resolve(element) : null;
            if (entity != null) {
                Entity read = Entity.of(entity, this);
                String name = read.kind().equals("malware") ? read.text("Name", "malwareName") : null;
                if (name != null) {
                    return name;
                }
            }
        }
        return null;
    }

    /** Returns the entity that an object is or refers to; nothing if it refers to nothing. */
    @Nullable
    JsonNode resolve(JsonNode object) {
        JsonNode at = object;
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            if (!isReference(at)) {
                return at;
            }
            JsonNode next = index().get(at.get(REFERENCE).asText());
            if (next == null) {
                return null;
            }
            at = next;
        }
        return null;
    }

    /** Returns whether this much may be written again. */
    boolean mayRepeat(String text) {
        if (text.length() > MAX_REPEATED - repeated) {
            return false;
        }
        repeated += text.length();
        return true;
    }

    /** Returns the entity with a name, which may be written with its whole path; nothing if there is none. */
    @Nullable
    JsonNode named(String name) {
        return index().get(Words.plain(lastSegment(name)));
    }

    private static boolean isReference(JsonNode object) {
        JsonNode reference = object.get(REFERENCE);
        return reference != null && reference.isValueNode() && object.get(ID) == null;
    }

    private Map<String, JsonNode> index() {
        if (byId == null) {
            byId = new HashMap<>();
            collect(array, byId);
        }
        return byId;
    }

    private static void collect(JsonNode node, Map<String, JsonNode> byId) {
        if (node.isObject()) {
            JsonNode id = node.get(ID);
            if (id != null && id.isValueNode()) {
                byId.putIfAbsent(id.asText(), node);
            }
            String name = Entity.isOfAzure(node) ? Members.text(node, "name") : null;
            if (name != null) {
                byId.putIfAbsent(Words.plain(name), node);
            }
        }
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                collect(child, byId);
            }
        }
    }

    /**
     * The entity without those inside of it. It is only listed by reference: whole it stands where it is defined, and
     * writing it out again would let references multiply it.
     */
    private static ObjectNode flat(JsonNode entity) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : entity.properties()) {
            if (member.getValue().isValueNode()) {
                flat.set(member.getKey(), member.getValue());
            }
        }
        return flat;
    }

    private static String lastSegment(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
