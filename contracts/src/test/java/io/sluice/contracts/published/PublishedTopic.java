package io.sluice.contracts.published;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.schema.Schemas;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topic.Cleanup;
import io.sluice.contracts.topic.Topic.Traffic;
import java.util.ArrayList;
import java.util.List;

/**
 * What others rely on of a topic.
 *
 * @param name its full name, with the major version
 * @param traffic who writes it
 * @param entity as in {@code ce_type}
 * @param partitions how many
 * @param cleanup what is removed
 * @param key the form of the key
 * @param maxMessageBytes the largest record batch
 * @param schema of the values
 */
record PublishedTopic(
        String name,
        Traffic traffic,
        String entity,
        int partitions,
        Cleanup cleanup,
        String key,
        int maxMessageBytes,
        JsonNode schema) {

    /** Returns what the code says of a topic now. */
    static PublishedTopic of(Topic topic) {
        return new PublishedTopic(
                topic.name(),
                topic.traffic(),
                topic.entity(),
                topic.partitions(),
                topic.cleanup(),
                topic.key(),
                topic.maxMessageBytes(),
                Schemas.of(topic));
    }

    /**
     * Returns what breaks whoever relies on what was published; nothing if nothing does. A topic may go once its next
     * major version is there.
     */
    static List<String> breaking(List<PublishedTopic> published, List<PublishedTopic> current) {
        List<String> breaking = new ArrayList<>();
        for (PublishedTopic before : published) {
            current.stream()
                    .filter(now -> now.name().equals(before.name()))
                    .findFirst()
                    .ifPresentOrElse(
                            now -> before.changes(now).forEach(how -> breaking.add(before.name() + " " + how)), () -> {
                                if (current.stream().noneMatch(now -> now.name().equals(before.nextVersion()))) {
                                    breaking.add(
                                            before.name() + " was removed, and there is no " + before.nextVersion());
                                }
                            });
        }
        return breaking;
    }

    private String nextVersion() {
        int end = name.lastIndexOf(".v") + 2;
        return name.substring(0, end) + (Integer.parseInt(name.substring(end)) + 1);
    }

    private List<String> changes(PublishedTopic now) {
        List<String> changes = new ArrayList<>();
        same(changes, "writer", traffic, now.traffic());
        same(changes, "entity", entity, now.entity());
        same(changes, "number of partitions", partitions, now.partitions());
        same(changes, "cleanup", cleanup, now.cleanup());
        same(changes, "key", key, now.key());
        if (traffic == Traffic.REQUESTS && now.maxMessageBytes() < maxMessageBytes) {
            changes.add("takes " + now.maxMessageBytes() + " bytes instead of " + maxMessageBytes);
        }
        changes.addAll(SchemaComparison.breaking(traffic, schema, now.schema()));
        return changes;
    }

    private static void same(List<String> changes, String what, Object before, Object now) {
        if (!before.equals(now)) {
            changes.add("had the " + what + " '" + before + "' and has '" + now + "'");
        }
    }
}
