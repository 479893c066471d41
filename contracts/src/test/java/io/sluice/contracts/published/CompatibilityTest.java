package io.sluice.contracts.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic.Cleanup;
import io.sluice.contracts.topic.Topic.Traffic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate: whoever wrote a program by the published contract need not look at it again. */
class CompatibilityTest {

    private static final boolean PUBLISH = Boolean.getBoolean("sluice.contracts.publish");
    private static final String SCHEMA = """
            {"$id":"urn:x:v1","type":"object","required":["id"],"additionalProperties":false,
             "properties":{
               "id":{"type":"string","description":"Who it is."},
               "at":{"type":"string","format":"date-time"},
               "color":{"$ref":"#/$defs/Color"},
               "level":{"type":"integer","anyOf":[{"const":1,"title":"Low"},{"const":2,"title":"High"},{"title":"Any other"}]},
               "parts":{"type":"array","items":{"$ref":"#/$defs/Part"}}},
             "$defs":{
               "Color":{"type":"string","enum":["red","blue"]},
               "Part":{"type":"object","properties":{"size":{"type":"integer"},"part":{"$ref":"#/$defs/Part"}}}}}""";

    @Test
    void nothingBreaksThatReliesOnWhatWasPublished() throws IOException {
        List<PublishedTopic> current =
                Topics.all().stream().map(PublishedTopic::of).toList();

        assertThat(PublishedTopic.breaking(Published.read(), current))
                .as("Changes that break programs. What is needed in spite of that is a new major version (README.md)")
                .isEmpty();
        if (PUBLISH) {
            Published.write(current);
        }
    }

    @Test
    void everythingHasBeenPublishedOnce() throws IOException {
        assumeThat(PUBLISH).as("published by another test, this moment").isFalse();
        assertThat(Published.read())
                .extracting(PublishedTopic::name)
                .as("publish the new topic: mvn -pl contracts test -Dsluice.contracts.publish=true")
                .containsAll(Topics.all().stream().map(topic -> topic.name()).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id":{        | "name":{               | /id: it was removed
            "size":{      | "length":{             | /parts/*/size: it was removed
            "at":{"type":"string" | "at":{"type":"integer"  | /at: its type was "string" and is "integer"
            date-time     | date                   | /at: its format was "date-time" and is "date"
            {"type":"integer"},"part" | {"type":"number"},"part" | /parts/*/size: its type was "integer" and is "number"
            "red",        |                        | /color: the value "red" was removed
            {"const":2,"title":"High"}, |          | /level: the value 2 was removed
            "High"        | "Worst"                | /level: the value 2 meant 'High' and means 'Worst'
            "$id":"urn:x:v1" | "$id":"urn:x:v2"    | the value: its $id was "urn:x:v1" and is "urn:x:v2"
            "size":{"type":"integer" | "size":{"type":"integer","minimum":1 | /parts/*/size: SchemaComparison does not know
            """)
    void theseBreakWhoReadsAndWhoWrites(String before, @Nullable String now, String told) throws Exception {
        for (Traffic traffic : Traffic.values()) {
            assertThat(breaking(traffic, before, now)).as(traffic.name()).anyMatch(how -> how.startsWith(told));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            EVENTS   | "required":["id"]      | "required":[]          | /id: it was always there
            EVENTS   | "red",                 | "red","green",         | /color: the value "green" was added to a closed list
            EVENTS   | "enum":["red","blue"]  | "anyOf":[{"const":"red"},{"const":"blue"},{"title":"Any"}] | /color: its list of values was closed
            EVENTS   | "additionalProperties":false, | `` | the value: it had no members but
            REQUESTS | "required":["id"]      | "required":["id","at"] | /at: it could be absent
            REQUESTS | ,{"title":"Any other"} | ``                     | /level: it took any value
            REQUESTS | "Part":{"type":"object", | "Part":{"type":"object","additionalProperties":false, | /parts/*: members that it does not name
            """)
    void theseBreakOnlyOneOfThem(Traffic traffic, String before, @Nullable String now, String told) throws Exception {
        assertThat(breaking(traffic, before, now)).singleElement().asString().startsWith(told);
        for (Traffic other : Traffic.values()) {
            if (other != traffic) {
                assertThat(breaking(other, before, now)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id":{             | "new":{"type":"string"},"id":{
            Who it is.         | Whose it is.
            {"const":2,        | {"const":3,"title":"Worst"},{"const":2,
            "size":{           | "new":{"$ref":"#/$defs/Color"},"size":{
            """)
    void whatIsAddedBreaksNobody(String before, String now) throws Exception {
        for (Traffic traffic : Traffic.values()) {
            assertThat(breaking(traffic, before, now)).isEmpty();
        }
    }

    @Test
    void aDefinitionMayHaveAnotherName() throws Exception {
        JsonNode renamed = Json.MAPPER.readTree(SCHEMA.replace("Color\"", "Colour\""));

        assertThat(SchemaComparison.breaking(Traffic.EVENTS, json(), renamed)).isEmpty();
    }

    @Test
    void aTopicThatIsRemovedBreaksUnlessItsNextVersionIsThere() throws Exception {
        PublishedTopic topic = topic("sluice.things.v1", "thing", 12, Cleanup.DELETE, "<id>", 100);

        assertThat(PublishedTopic.breaking(List.of(topic), List.of()))
                .containsExactly("sluice.things.v1 was removed, and there is no sluice.things.v2");
        assertThat(PublishedTopic.breaking(
                        List.of(topic), List.of(topic("sluice.things.v2", "thing", 12, Cleanup.COMPACT, "<x>", 100))))
                .isEmpty();
        assertThat(PublishedTopic.breaking(List.of(), List.of(topic))).isEmpty();
    }

    @Test
    void whatMeetsInAPartitionAndStaysThereMayNotChange() throws Exception {
        PublishedTopic topic = topic("sluice.things.v1", "thing", 12, Cleanup.DELETE, "<id>", 100);

        assertThat(PublishedTopic.breaking(
                        List.of(topic), List.of(topic("sluice.things.v1", "item", 24, Cleanup.COMPACT, "<name>", 99))))
                .containsExactly(
                        "sluice.things.v1 had the entity 'thing' and has 'item'",
                        "sluice.things.v1 had the number of partitions '12' and has '24'",
                        "sluice.things.v1 had the cleanup 'DELETE' and has 'COMPACT'",
                        "sluice.things.v1 had the key '<id>' and has '<name>'",
                        "sluice.things.v1 takes 99 bytes instead of 100");
    }

    private static PublishedTopic topic(
            String name, String entity, int partitions, Cleanup cleanup, String key, int maxMessageBytes)
            throws JsonProcessingException {
        return new PublishedTopic(name, Traffic.REQUESTS, entity, partitions, cleanup, key, maxMessageBytes, json());
    }

    private static List<String> breaking(Traffic traffic, String before, @Nullable String now)
            throws JsonProcessingException {
        assertThat(SCHEMA).contains(before);
        JsonNode changed = Json.MAPPER.readTree(SCHEMA.replace(before, now == null ? "" : now));
        return SchemaComparison.breaking(traffic, json(), changed);
    }

    private static JsonNode json() throws JsonProcessingException {
        return Json.MAPPER.readTree(SCHEMA);
    }
}
