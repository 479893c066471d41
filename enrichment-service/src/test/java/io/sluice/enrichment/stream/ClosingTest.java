package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.MORNING;
import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClosingTest {

    private static final Duration LONG = Correlation.RETENTION.plus(Duration.ofHours(2));
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private static final int GIANT = 700;

    private static final String NMID = "a1b2c3d4-0000-4000-8000-00000000abcd";
    private static final Instant FUTURE = Instant.parse("9999-12-31T23:59:59Z");

    @Test
    void whatGetsNothingForLongIsClosedOnceAndLeavesTheStores() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(
                    Events.connection(TENANT),
                    Events.incident(TENANT, "4711", 1),
                    Events.incident(TENANT, "4712", 1),
                    Events.quarantined(TENANT, "fu-1", NMID, "ann@contoso.com", MORNING),
                    alert("a").in("4711").user("ann").device("pc1").event(),
                    alert("b").in("4711").user("bo").event());

            correlation
                    .skip(LONG)
                    .pass(SWEEP)
                    .settle()
                    .pass(SWEEP)
                    .pass(Duration.ofHours(1))
                    .settle();

            assertThat(correlation.open()).isEmpty();
            assertThat(correlation.values(Topics.INVESTIGATIONS))
                    .filteredOn(record -> record.at("/unmapped/state").asText().equals("closed"))
                    .singleElement()
                    .satisfies(closed -> {
                        assertThat(Correlation.uids(closed)).containsExactly("a", "b");
                        assertThat(closed.path("status").asText()).isEqualTo("Closed");
                    });
            JsonNode change = correlation.values(Topics.INVESTIGATION_CHANGES).getLast();
            assertThat(change.path("kind").asText()).isEqualTo("closed");
            assertThat(change.at("/changes/0").asText())
                    .isEqualTo("closed: nothing came for the time that investigations are kept");
            assertEmpty(correlation);
        }
    }

    @Test
    void whatIsStillToldOfStaysWhole() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").in("4711"));
            correlation.skip(LONG);
            correlation.put(alert("b").in("4711").created(correlation.now()));

            correlation.pass(SWEEP).pass(SWEEP);

            assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
        }
    }

    @Test
    void lateEventOpensItAgain() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").user("ann"));
            String id = Correlation.id(correlation.holding("a"));
            correlation.skip(LONG).pass(SWEEP).settle();
            assertThat(correlation.open()).isEmpty();

            correlation.put(
                    alert("a").user("ann").version(2).read(correlation.now()).titled("Late"));

            assertThat(Correlation.id(correlation.holding("a"))).isEqualTo(id);
            assertThat(correlation
                            .values(Topics.INVESTIGATION_CHANGES)
                            .getLast()
                            .path("kind")
                            .asText())
                    .isEqualTo("opened");
        }
    }

    @ParameterizedTest
    @MethodSource("fromTheFuture")
    void whatSaysThatItWasReadInTheFutureIsClosedAsLongAfterItWasWrittenAsAllOthers(List<Event> events) {
        try (Correlation correlation = new Correlation()) {
            correlation.take(events).settle();

            correlation
                    .skip(Correlation.RETENTION.minus(Duration.ofDays(1)))
                    .pass(SWEEP)
                    .settle();
            assertThat(correlation.groups()).containsExactly(List.of("a"));

            correlation.skip(Duration.ofDays(1)).pass(SWEEP).settle().pass(SWEEP);
            assertThat(correlation.open()).isEmpty();
            assertEmpty(correlation);
        }
    }

    static Stream<List<Event>> fromTheFuture() {
        AlertEvent alert = alert("a").in("4711").message(NMID);
        return Stream.of(
                List.of(readInTheFuture(alert.event())),
                List.of(alert.created(FUTURE).event()),
                List.of(alert.event(), readInTheFuture(Events.incident(TENANT, "4711", 1))),
                List.of(alert.event(), Events.quarantined(TENANT, "r", NMID, "ann@contoso.com", FUTURE)));
    }

    private static Event readInTheFuture(Event event) {
        String value = new String(Objects.requireNonNull(event.value()), UTF_8)
                .replaceAll("\"logged_time\":[0-9]+", "\"logged_time\":" + FUTURE.toEpochMilli());
        return new Event(event.topic(), event.key(), value.getBytes(UTF_8));
    }

    @Test
    void manyAreSweptSomeAtATime() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(IntStream.range(0, 1_200)
                    .mapToObj(i -> alert("a" + i).user("user" + i))
                    .toArray(AlertEvent[]::new));

            correlation.skip(LONG);
            for (int i = 0; i < 5; i++) {
                correlation.pass(SWEEP).settle();
            }
            correlation.pass(Duration.ofHours(1));

            assertThat(correlation.open()).isEmpty();
            assertEmpty(correlation);
        }
    }

    @Test
    void giantIsClosedOnceAndForgottenInPieces() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(giant()).pass(SWEEP).settle();
            int written = correlation.written(Topics.INVESTIGATIONS).size();

            correlation.skip(LONG).pass(SWEEP).settle();

            assertThat(correlation.size(TaskStores.FINDINGS)).isEqualTo(GIANT - 500);
            for (int i = 0; i < 5; i++) {
                correlation.pass(SWEEP).settle();
            }
            assertThat(correlation.open()).isEmpty();
            assertThat(correlation.written(Topics.INVESTIGATIONS)).hasSize(written + 1);
            assertEmpty(correlation);
        }
    }

    @Test
    void whatGetsNewsWhileItIsForgottenStays() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(giant()).pass(SWEEP).settle();
            correlation.skip(LONG).pass(SWEEP).settle();

            // The first ones are forgotten, the last ones are not yet.
            String late = "a" + (GIANT - 1);
            correlation.put(alert(late).in("4711").version(2).read(correlation.now()));
            for (int i = 0; i < 5; i++) {
                correlation.pass(SWEEP).settle();
            }

            assertThat(correlation.groups()).containsExactly(List.of(late));
            assertThat(correlation.size(TaskStores.FINDINGS)).isEqualTo(1);
        }
    }

    @Test
    void answerIsKeptAsLongAsAFindingIsThatItSaysSomethingAbout() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(
                    Events.connection(TENANT),
                    alert("a").in("4711").user("ann").severity(2).event());
            JsonNode request = correlation.values(Topics.DIRECTORY_REQUESTS).getFirst();
            correlation.put(Events.directory(
                    TENANT,
                    request.path("id").asText() + " "
                            + request.path("causationId").asText(),
                    """
                    {"user":{"id":"u","userPrincipalName":"ann@contoso.com","department":"Sales"}}""",
                    MORNING));

            // The incident goes on and on.
            for (int week = 1; week <= 8; week++) {
                correlation.skip(Duration.ofDays(7));
                correlation.put(alert("b" + week).in("4711").created(correlation.now()));
                correlation.pass(SWEEP).pass(SWEEP).settle();
            }
            correlation.put(
                    alert("a").in("4711").user("ann").severity(2).version(2).titled("Again"));

            assertThat(correlation
                            .holding("a")
                            .at("/unmapped/entities/0/context/user/department")
                            .asText())
                    .isEqualTo("Sales");
            assertThat(correlation.values(Topics.DIRECTORY_REQUESTS)).hasSize(1);
        }
    }

    @Test
    void noVersionHasTheIdOfAnotherAfterItCameAgain() {
        try (Correlation correlation = new Correlation()) {
            for (int i = 0; i < 3; i++) {
                correlation.put(alert("a").user("ann"));
                correlation.put(alert("a").user("ann").version(2).titled("Other"));
                correlation.skip(LONG).pass(SWEEP).settle().pass(SWEEP);
            }

            assertThat(correlation.open()).isEmpty();
            assertThat(correlation.written(Topics.INVESTIGATIONS).stream()
                            .map(record -> Correlation.header(record, "ce_id")))
                    .hasSize(9)
                    .doesNotHaveDuplicates();

            correlation.skip(Duration.ofDays(101)).pass(SWEEP);
            assertThat(correlation.size(TaskStores.INVESTIGATIONS)).isZero();
        }
    }

    private static AlertEvent[] giant() {
        return IntStream.range(0, GIANT)
                .mapToObj(i -> alert("a" + i).in("4711"))
                .toArray(AlertEvent[]::new);
    }

    private static void assertEmpty(Correlation correlation) {
        correlation.skip(Duration.ofDays(101)).pass(SWEEP).pass(SWEEP).pass(SWEEP);
        assertThat(TaskStores.ALL)
                .filteredOn(store -> !store.equals(TaskStores.CONNECTIONS))
                .allSatisfy(
                        store -> assertThat(correlation.size(store)).as(store).isZero());
    }
}
