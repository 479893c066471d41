package io.sluice.poller.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.JsonValues;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.Source;
import io.sluice.polling.finding.Members;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ContentVersionTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 300)
    void theOrderOfMembersAndTheStyleOfAbsenceDoNotCount(@ForAll("alerts") ObjectNode alert, @ForAll Random random) {
        assertThat(Samples.version(restyled(alert, random))).isEqualTo(Samples.version(alert));
    }

    @Property(tries = 300)
    void anyChangeOfALeafCounts(@ForAll("alerts") ObjectNode alert, @ForAll Random random) {
        ObjectNode changed = alert.deepCopy();
        List<Runnable> changes = changesOf(changed);
        changes.get(random.nextInt(changes.size())).run();

        assertThat(Samples.version(changed)).isNotEqualTo(Samples.version(alert));
    }

    @Example
    void onlyTheIdOfTheIncidentCounts() {
        RawAlert alert = Samples.raw(Samples.alert());
        ObjectNode renamed = Samples.with(Samples.incident(), "incidentName", "Another name");
        ObjectNode another = Samples.incident().put("incidentId", 1);

        assertThat(Samples.version(Samples.raw(Samples.alert(), renamed))).isEqualTo(Samples.version(alert));
        assertThat(Samples.version(Samples.raw(Samples.alert(), another))).isNotEqualTo(Samples.version(alert));
    }

    @Example
    void neitherTheConnectionNorTheTimeOfReadingCounts() {
        RawAlert later = new RawAlert(
                Samples.TENANT,
                "another connection",
                Source.DEFENDER_XDR,
                Samples.READ_AT.plusSeconds(60),
                Samples.incident(),
                Samples.alert());

        assertThat(Samples.version(later)).isEqualTo(Samples.version(Samples.alert()));
    }

    @Example
    void theVersionOfContentNeverChanges() {
        assertThat(Samples.version(Samples.object("{\"alertId\":\"a\",\"incidentId\":1,\"x\":[null,true,1.5,{}]}")))
                .isEqualTo("1b1d1bd68dc48f8d");
    }

    @Example
    void oneNumberHasOneVersion() {
        assertThat(Samples.version(Samples.alert().put("x", 10)))
                .isEqualTo(Samples.version(Samples.alert().put("x", 10.0)))
                .isEqualTo(Samples.version(Samples.alert().put("x", new java.math.BigDecimal("1e1"))))
                .isNotEqualTo(Samples.version(Samples.alert().put("x", "10")));
        assertThat(Samples.version(Samples.alert().put("x", new java.math.BigDecimal("1e2147483647"))))
                .isNotEqualTo(Samples.version(Samples.alert().put("x", Double.NaN)));
    }

    @Provide
    Arbitrary<ObjectNode> alerts() {
        return JsonValues.objects().map(generated -> {
            ObjectNode alert = Samples.alert();
            generated.properties().forEach(member -> alert.set("x" + member.getKey(), member.getValue()));
            return alert;
        });
    }

    /** The same content with shuffled members, nulls added and nulls, empty lists and empty objects left out. */
    private static JsonNode restyled(JsonNode node, Random random) {
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            node.forEach(element -> copy.add(restyled(element, random)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        Collections.shuffle(members, random);
        ObjectNode copy = JSON.objectNode();
        if (random.nextBoolean()) {
            copy.putNull("neverSaid" + random.nextInt(10));
        }
        for (Map.Entry<String, JsonNode> member : members) {
            if (!Members.isBlank(member.getValue())) {
                copy.set(member.getKey(), restyled(member.getValue(), random));
            } else if (random.nextBoolean()) {
                copy.set(member.getKey(), random.nextBoolean() ? JSON.nullNode() : JSON.arrayNode());
            }
        }
        return copy;
    }

    /** One change for each leaf: another value in its place. */
    private static List<Runnable> changesOf(JsonNode node) {
        List<Runnable> changes = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                collect(changes, member.getKey(), member.getValue(), value -> object.set(member.getKey(), value));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                collect(changes, "", array.get(i), value -> array.set(index, value));
            }
        }
        return changes;
    }

    private static void collect(
            List<Runnable> changes, String name, JsonNode value, java.util.function.Consumer<JsonNode> set) {
        if (value.isContainerNode()) {
            changes.addAll(changesOf(value));
        } else if (name.equals("lastUpdatedTime")) {
            changes.add(() -> set.accept(JSON.textNode("2026-02-03T10:19:58.3333334Z")));
        } else if (value.isNumber()) {
            changes.add(() -> set.accept(JSON.numberNode(value.asLong() / 2 + 7_777_777)));
        } else if (value.isBoolean()) {
            changes.add(() -> set.accept(JSON.booleanNode(!value.booleanValue())));
        } else {
            changes.add(() -> set.accept(JSON.textNode(value.asText() + "'")));
        }
    }
}
