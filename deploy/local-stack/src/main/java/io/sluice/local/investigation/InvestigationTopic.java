package io.sluice.local.investigation;

import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The topics of investigations, read from their beginning to their end. */
public final class InvestigationTopic {

    private InvestigationTopic() {}

    /** Returns the newest record of each investigation that there is; its bytes, because there can be many. */
    public static Map<String, byte[]> newest(Ports ports) {
        Map<String, byte[]> newest = new LinkedHashMap<>();
        read(ports, Topics.INVESTIGATIONS, (key, value) -> put(newest, key, value));
        return newest;
    }

    /** Returns what has become of an investigation, oldest first; what is no change is left out. */
    public static List<InvestigationChange> changes(Ports ports, String key) {
        List<InvestigationChange> changes = new ArrayList<>();
        read(ports, Topics.INVESTIGATION_CHANGES, (of, value) -> {
            if (of.equals(key) && value != null) {
                try {
                    changes.add(Json.read(value, InvestigationChange.class));
                } catch (IOException foreign) {
                    // ./sluice check tells of it
                }
            }
        });
        return changes;
    }

    /** A record without a value: there is nothing of that key any more. */
    static void put(Map<String, byte[]> newest, String key, byte @Nullable [] value) {
        if (value == null) {
            newest.remove(key);
        } else {
            newest.put(key, value);
        }
    }

    private static void read(Ports ports, Topic topic, BiConsumer<String, byte @Nullable []> each) {
        RecordReader.readAll(ports, topic, received -> {
            if (received.key() != null) {
                each.accept(new String(received.key(), StandardCharsets.UTF_8), received.value());
            }
        });
    }
}
