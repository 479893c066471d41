package io.sluice.enrichment.stream;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A record on one of the topics that correlation reads. */
@SuppressWarnings("ArrayRecordComponent") // as Kafka has it
record Event(Topic topic, @Nullable String key, byte @Nullable [] value) {

    /** What each has, and nobody wants to read when a test fails. */
    private static final Pattern SHORT = Pattern.compile(
            "\"(category|class|type|activity)_uid\":\\d+,|\"(cloud|metadata)\":.*?(?=\"finding_info)|\"[a-z]+_dt\":\"[^\"]*\",");

    /** An event whose value has the form that a contract says, written as the services write it. */
    static Event of(Topic topic, String tenant, String thing, String json, Class<?> contract) {
        try {
            byte[] text = json.getBytes(StandardCharsets.UTF_8);
            return new Event(topic, Keys.of(tenant, thing), Json.write(Json.read(text, contract)));
        } catch (IOException wrong) {
            throw new UncheckedIOException(json, wrong);
        }
    }

    @Override
    public String toString() {
        return SHORT.matcher(topic.name() + " " + key + " "
                        + (value == null ? "null" : new String(value, StandardCharsets.UTF_8)))
                .replaceAll("");
    }
}
