package io.sluice.poller;

import static io.sluice.poller.TestPoller.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.topic.Topics;
import io.sluice.poller.FakeDefender.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was not read while it was new, and clocks that do not agree. */
class PastAndClocksTest {

    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    private Path state;

    @SuppressWarnings("NullAway.Init")
    private TestPoller poller;

    @BeforeEach
    void start() {
        poller = new TestPoller(state);
    }

    @AfterEach
    void stop() {
        poller.close();
    }

    @Test
    void ofThirtyDaysTheNewestComesFirstAndNothingIsSkipped() {
        String[] month = IntStream.range(0, 240)
                .mapToObj(third -> incident(third, poller.now().minus(Duration.ofMinutes(third * 180L + 1))))
                .toArray(String[]::new);
        poller.defender.holds("a", month);

        poller.connect("a", MONTH);
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).hasSize(240));

        assertThat(poller.ids(Topics.ALERTS)).doesNotHaveDuplicates().startsWith("da0");
        assertThat(numberOf(poller.ids(Topics.ALERTS).getLast())).isGreaterThan(200);
        poller.await(() -> assertThat(poller.gauge("sluice.poll.backlog", "a")).isZero());
        assertThat(poller.gauge("sluice.poll.lag", "a")).isLessThan(60);
    }

    @Test
    void whatHappensWhileThePastIsReadDoesNotWaitForIt() {
        Instant begin = poller.now();
        poller.defender.failsAt("a", begin.minus(Duration.ofDays(3))); // the past is not done with soon
        poller.defender.holds("a");
        poller.connect("a", MONTH);
        poller.awaitPolls("a", 2);

        poller.defender.holds("a", incident(1, poller.now()));
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));

        assertThat(poller.gauge("sluice.poll.backlog", "a")).isPositive();
        assertThat(poller.gauge("sluice.poll.lag", "a")).isGreaterThan(86_400);
        assertThat(poller.gauge("sluice.poll.live.lag", "a")).isLessThan(60);
    }

    @Test
    void afterHoursOfDowntimeTheNewestComesFirstAndWhatHappenedMeanwhileIsReadToTheEnd() {
        poller.defender.holds("a");
        poller.connect("a", Duration.ofMinutes(1));
        poller.awaitPolls("a", 3);
        Instant down = poller.now();

        poller.sleeps(Duration.ofHours(7));
        poller.defender.holds(
                "a",
                incident(1, down.plusSeconds(1)),
                incident(2, down.plus(Duration.ofHours(3))),
                incident(3, poller.now().minusSeconds(5)));
        poller.await(() ->
                assertThat(poller.ids(Topics.ALERTS)).startsWith("da3").containsExactlyInAnyOrder("da1", "da2", "da3"));
    }

    @Test
    void anIncidentThatCannotBeReadStopsNeitherWhatIsNewNorTheRestOfThePast() {
        Instant poison = poller.now().minus(Duration.ofMinutes(5));
        poller.defender.failsAt("a", poison);
        poller.defender.holds(
                "a",
                incident(1, poison.minus(Duration.ofHours(1))),
                incident(2, poison.minusSeconds(30)),
                incident(3, poison.plusSeconds(30)),
                incident(4, poller.now().minusSeconds(1)));
        poller.connect("a", Duration.ofHours(2));

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).contains("da1", "da2", "da3", "da4"));
        poller.await(() -> {
            ConnectionStatus last = poller.statuses().getLast();
            assertThat(last.state()).isEqualTo(State.DEGRADED);
            assertThat(last.error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.message())
                            .contains("cannot be read", poison.toString().substring(0, 16)));
        });
    }

    @Test
    void aYoungIncidentThatCannotBeReadAgainIsNotAskedForWithEachPollAndTheOthersAreReadAgain() {
        Instant then = poller.now();
        String broken = incident(1, then.minusSeconds(20));
        String other = incident(2, then.minusSeconds(10));
        poller.defender.holds("a", broken, other);
        poller.connect("a", Duration.ofMinutes(1));
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).contains("da1", "da2"));

        poller.defender.failsAt("a", then.minusSeconds(20));
        poller.defender.holds(
                "a",
                broken,
                other.replace("\"entities\":[]", "\"entities\":[{\"entityType\":\"Ip\",\"ipAddress\":\"192.0.2.1\"}]"));
        poller.sleeps(Duration.ofMinutes(5));

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).hasSize(3).endsWith("da2"));
        poller.await(() -> assertThat(poller.statuses().getLast().state()).isEqualTo(State.DEGRADED));
        long failed = failed(then.minusSeconds(20));
        poller.awaitPolls("a", 20);
        assertThat(failed(then.minusSeconds(20))).isEqualTo(failed);

        poller.sleeps(Duration.ofMinutes(3)); // it is time for what is young once more
        int calls = poller.defender.calls("a");
        poller.await(() -> assertThat(poller.defender.asked("a").stream()
                        .skip(calls)
                        .filter(asked -> asked.from().isBefore(then.minusSeconds(60))))
                .isNotEmpty());
        assertThat(failed(then.minusSeconds(20))).isEqualTo(failed);
    }

    /** Returns how often more was asked for with it than what was set aside because of it. */
    private long failed(Instant poison) {
        return poller.defender.asked("a").stream()
                .filter(asked -> !poison.isBefore(asked.from()) && poison.isBefore(asked.to()))
                .filter(asked -> Duration.between(asked.from(), asked.to()).compareTo(Duration.ofSeconds(2)) > 0)
                .count();
    }

    @Test
    void whatPollingHasMissedIsFoundADayLaterAndCounted() {
        poller.defender.holds("a");
        poller.connect("a", Duration.ofMinutes(1));
        Instant begin = poller.now();
        poller.awaitPolls("a", 3);
        poller.sleeps(Duration.ofHours(2));
        poller.awaitPolls("a", 3);
        poller.await(() -> assertThat(poller.gauge("sluice.poll.backlog", "a")).isZero());

        poller.defender.holds("a", incident(1, begin.plus(Duration.ofHours(1))));
        poller.awaitPolls("a", 3);
        assertThat(poller.ids(Topics.ALERTS)).isEmpty();
        poller.sleeps(Duration.ofHours(38));
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));

        poller.await(() -> assertThat(poller.missed("a")).isEqualTo(2)); // the alert and its incident
        poller.awaitPolls("a", 2);
        assertThat(poller.missed("a")).isEqualTo(2);
    }

    @Test
    void whatPollingHasFoundIsNotCountedAsMissedHoweverOftenItIsComparedAndReadAgain() {
        Instant begin = poller.now();
        poller.defender.holds("a", incident(1, begin.minusSeconds(5)), incident(2, begin.minusSeconds(30)));
        poller.connect("a", Duration.ofMinutes(1));
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).hasSize(2));

        poller.sleeps(Duration.ofHours(38));
        poller.await(() -> assertThat(poller.defender.asked("a"))
                .anySatisfy(asked -> assertThat(asked.to()).isAfter(begin.plus(Duration.ofHours(5))))
                .anySatisfy(asked ->
                        assertThat(Duration.between(asked.from(), asked.to())).isGreaterThan(Duration.ofHours(6))));

        assertThat(poller.missed("a")).isZero();
        assertThat(poller.ids(Topics.ALERTS)).hasSize(2);
    }

    @Test
    void incidentsAreFoundThatAClockAheadOfOursHasStamped() {
        poller.defender.isAhead(Duration.ofMinutes(10));
        poller.defender.holds("a", incident(1, poller.now().plus(Duration.ofMinutes(9))));
        poller.connect("a", Duration.ofMinutes(1));

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));

        assertThat(poller.gauge("sluice.clock.skew", "a")).isBetween(590.0, 601.0);
        assertThat(poller.gauge("sluice.poll.lag", "a")).isLessThan(60);
    }

    @Test
    void nothingIsTakenForReadThatAClockBehindOursHasNotStampedYet() {
        poller.defender.isAhead(Duration.ofMinutes(-10));
        poller.defender.holds("a");
        poller.connect("a", Duration.ofMinutes(30));
        poller.awaitPolls("a", 3);

        // Stamped now by Microsoft's clock: ten minutes before what the first poll has asked for.
        poller.defender.holds("a", incident(1, poller.now().minus(Duration.ofMinutes(10))));
        poller.sleeps(Duration.ofSeconds(3));
        poller.defender.isAhead(Duration.ofMinutes(-10).minusSeconds(-3));

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));
        Asked last = poller.defender.asked("a").getLast();
        assertThat(last.to()).isBefore(poller.now().minus(Duration.ofMinutes(9)));
    }

    @Test
    void aClockThatWasSetBackKeepsNothingFromBeingRead() {
        poller.defender.holds("a");
        poller.connect("a", Duration.ofMinutes(1));
        poller.awaitPolls("a", 3);

        poller.sleeps(Duration.ofHours(-5));
        poller.defender.holds("a", incident(1, poller.now()));

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));
    }

    private static int numberOf(String alert) {
        return Integer.parseInt(alert.substring(2));
    }
}
