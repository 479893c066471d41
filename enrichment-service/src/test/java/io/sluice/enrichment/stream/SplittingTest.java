package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplittingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void harmlessAlertIsNotJoinedByWhoAndWhere() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(
                    alert("a").user("ann").device("pc1").verdict(1),
                    alert("b").user("ann").device("pc1"));

            assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
        }
    }

    @Test
    void harmlessAlertStaysInItsIncident() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").in("4711").verdict(1), alert("b").in("4711"));

            assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
        }
    }

    @Test
    void whatIsFoundHarmlessLeavesAndTheOldestPartKeepsTheId() {
        try (Correlation correlation = new Correlation()) {
            AlertEvent bridge = alert("b").user("ann").device("pc1").after(MINUTE);
            correlation.put(alert("a").user("ann").device("pc1"));
            correlation.put(bridge);
            correlation.put(alert("c").user("ann").device("pc1").after(MINUTE.multipliedBy(2)));
            String id = Correlation.id(correlation.holding("a"));
            assertThat(correlation.groups()).containsExactly(List.of("a", "b", "c"));

            correlation.put(bridge.version(2).verdict(1));

            assertThat(correlation.groups()).containsExactly(List.of("a", "c"), List.of("b"));
            assertThat(Correlation.id(correlation.holding("a"))).isEqualTo(id);
            assertThat(correlation.values(Topics.INVESTIGATION_CHANGES))
                    .filteredOn(
                            change -> change.path("investigationId").asText().equals(id))
                    .last()
                    .extracting(change -> change.at("/changes/0").asText())
                    .isEqualTo("1 thing is not in it any more");

            correlation.put(bridge.version(3).verdict(0));

            assertThat(correlation.groups()).containsExactly(List.of("a", "b", "c"));
        }
    }

    @Test
    void movedAlertLeavesItsIncident() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(
                    alert("a").in("4711"),
                    alert("b").in("4711").after(MINUTE),
                    alert("c").in("4712"));

            correlation.put(alert("b").in("4712").after(MINUTE).version(2));

            assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("c", "b"));
        }
    }

    @Test
    void busyUserIsDemotedAndWhatItJoinedFallsApart() {
        try (Correlation correlation = new Correlation(4, 200)) {
            correlation.put(
                    alert("a").user("help").device("pc1"),
                    alert("b").user("help").device("pc1").after(MINUTE));
            correlation.put(alert("c").user("help"));
            assertThat(correlation.groups()).containsExactly(List.of("a", "b"), List.of("c"));

            correlation.put(alert("d").user("help"));

            assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
            assertThat(entity(correlation.holding("a"), "user:help@contoso.com")
                            .path("busy")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void alertsOfOneIncidentMakeNobodyBusy() {
        try (Correlation correlation = new Correlation(4, 200)) {
            correlation.put(IntStream.range(0, 6)
                    .mapToObj(i -> alert("in" + i).in("4711").user("ann"))
                    .toArray(AlertEvent[]::new));
            correlation.put(
                    alert("a").user("ann").device("pc1"),
                    alert("b").user("ann").device("pc1").after(MINUTE));

            assertThat(correlation.groups()).contains(List.of("a", "b"));
        }
    }

    @Test
    void whoIsNamedByMoreAlertsOfOneIncidentThanAreListedJoinsStill() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(IntStream.range(1, 520)
                    .mapToObj(i -> alert("in" + i).in("4711").user("ann"))
                    .toArray(AlertEvent[]::new));
            correlation.put(alert("single").user("ann").device("pc1"));

            correlation.put(alert("in0").in("4711").user("ann").device("pc1"));
            correlation.pass(MINUTE).settle();

            assertThat(correlation.groups()).hasSize(1);
            assertThat(entity(correlation.holding("in0"), "user:ann@contoso.com")
                            .path("busy")
                            .booleanValue())
                    .isFalse();

            correlation.put(alert("in0").in("4711").version(2).user("ann"));
            correlation.pass(MINUTE).settle();

            assertThat(correlation.groups()).hasSize(2).contains(List.of("single"));
        }
    }

    @Test
    void addressThatManyNameAndOneSuspectsIsBusyForAll() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(IntStream.range(0, 14)
                    .mapToObj(i -> alert("a" + i).ip("198.51.100.7", 0))
                    .toArray(AlertEvent[]::new));

            correlation.put(alert("suspicious").ip("198.51.100.7", 2));

            assertThat(List.of("a0", "a13", "suspicious"))
                    .allSatisfy(uid -> assertThat(entity(correlation.holding(uid), "ip:198.51.100.7")
                                    .path("busy")
                                    .booleanValue())
                            .isTrue());
        }
    }

    @Test
    void contentThatReturnsAfterManyOthersIsAVersionOfItsOwn() {
        try (Correlation correlation = new Correlation()) {
            for (int i = 0; i < 60; i++) {
                correlation.put(alert("a").version(i + 1).titled("Title " + i % 20));
            }

            assertThat(correlation.written(Topics.INVESTIGATIONS).stream()
                            .map(record -> Correlation.header(record, "ce_id")))
                    .hasSize(60)
                    .doesNotHaveDuplicates();
        }
    }

    static JsonNode entity(JsonNode investigation, String id) {
        for (JsonNode entity : investigation.at("/unmapped/entities")) {
            if (entity.path("id").asText().equals(id)) {
                return entity;
            }
        }
        throw new AssertionError(id + " is not in " + investigation.at("/unmapped/entities"));
    }
}
