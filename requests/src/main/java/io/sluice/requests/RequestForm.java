package io.sluice.requests;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.topic.Topic;
import io.sluice.requests.Reading.Refused;
import io.sluice.requests.Reading.Understood;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form that requests of a topic must have: the topic's published JSON Schema, and rules that a schema cannot say.
 *
 * @param <R> the type of the requests
 */
public final class RequestForm<R> {

    private static final ObjectReader TREES = Json.MAPPER
            .reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .forType(JsonNode.class);

    /** The largest request, in bytes: many of them wait in memory. */
    static final int MOST_BYTES = 16 * 1024;

    private static final int MOST_PROBLEMS = 100;

    private final Topic topic;
    private final Class<R> type;
    private final Schema schema;
    private final Function<R, List<Problem>> rules;

    /**
     * Makes the form of a topic.
     *
     * @param rules finds what is wrong with a request that fits the schema; nothing if it is right
     */
    public RequestForm(Topic topic, Class<R> type, Function<R, List<Problem>> rules) {
        this.topic = topic;
        this.type = type;
        this.rules = rules;
        String file = "/io/sluice/contracts/schema/" + topic.entity() + ".v1.json";
        try (InputStream text = Objects.requireNonNull(RequestForm.class.getResourceAsStream(file), file)) {
            this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Json.MAPPER.readTree(text));
        } catch (IOException broken) {
            throw new IllegalStateException("The schema " + file + " cannot be read", broken);
        }
    }

    /** Reads a request; whatever the bytes are, it is understood or refused. */
    Reading<R> read(byte @Nullable [] value) {
        if (value != null && value.length > MOST_BYTES) {
            return refused(Heading.UNREADABLE, "", "It has more than " + MOST_BYTES + " bytes.");
        }
        JsonNode tree;
        try {
            tree = value == null ? Json.MAPPER.missingNode() : TREES.readTree(value);
        } catch (JsonProcessingException notJson) {
            return refused(Heading.UNREADABLE, "", "It is not JSON, or names a member twice" + place(notJson) + ".");
        } catch (IOException noText) {
            // Jackson takes zeros at the start for UTF-16 or UTF-32, and tells of what is neither with another
            // exception.
            return refused(Heading.UNREADABLE, "", "It is not JSON: its bytes are no text in UTF-8.");
        }
        if (!tree.isObject()) {
            return refused(Heading.UNREADABLE, "", "It must be a JSON object.");
        }
        Heading heading = Heading.of(tree);
        List<Problem> problems = schema
                .validate(tree, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .limit(MOST_PROBLEMS)
                .map(RequestForm::problem)
                .toList();
        if (!problems.isEmpty()) {
            return new Refused<>(heading, problems);
        }
        String id = heading.id();
        if (id == null && tree.has("id")) {
            return refused(
                    heading, "/id", "It must have 1 to " + Heading.LONGEST_ID + " characters, no control characters.");
        }
        if (id != null && RequestTopics.isPlace(topic, id)) {
            return refused(heading, "/id", "It must not be like the names of requests that have no id.");
        }
        try {
            R request = Json.MAPPER.treeToValue(tree, type);
            List<Problem> broken =
                    rules.apply(request).stream().limit(MOST_PROBLEMS).toList();
            return broken.isEmpty() ? new Understood<>(heading, request) : new Refused<>(heading, broken);
        } catch (JsonProcessingException beyondTheSchema) {
            // Such as a duration of years, which JSON Schema knows and java.time does not.
            return refused(heading, pointer(beyondTheSchema), "It has a value that cannot be used here.");
        }
    }

    private static <R> Reading<R> refused(Heading heading, String pointer, String message) {
        return new Refused<>(heading, List.of(new Problem(pointer, message)));
    }

    /** A missing or superfluous member is pointed at itself, not the object that should have or not have it. */
    private static Problem problem(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String member = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" -> new Problem(pointer + "/" + escaped(member), "It is missing.");
            case "additionalProperties" -> new Problem(pointer + "/" + escaped(member), "There is no such member.");
            default -> new Problem(pointer, "It is wrong: " + error.getMessage() + ".");
        };
    }

    private static String escaped(@Nullable String member) {
        return member == null ? "" : member.replace("~", "~0").replace("/", "~1");
    }

    private static String place(JsonProcessingException notJson) {
        JsonLocation location = notJson.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String pointer(JsonProcessingException wrong) {
        if (!(wrong instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder pointer = new StringBuilder();
        mapping.getPath()
                .forEach(step -> pointer.append('/')
                        .append(step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName())));
        return pointer.toString();
    }
}
