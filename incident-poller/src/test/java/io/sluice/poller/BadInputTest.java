package io.sluice.poller;

import static io.sluice.poller.TestPoller.incident;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.topic.Topics;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.window.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft, or what is in front of it, answers when something is wrong; and what is merely unusual. */
class BadInputTest {

    private static final Duration SOON = Duration.ofMinutes(1);

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | malformed-answer | ''",
                "200 | malformed-answer | <html><body>Sign in</body></html>",
                "200 | malformed-answer | {\"value\":[{\"incidentId\":1,\"lastUpdateTime\":\"2026-02-03T10:20:01Z\",\"alerts\":[{\"alertId\":\"da1\"",
                "200 | malformed-answer | {\"value\":{}}",
                "502 | unavailable      | <html><body>Bad gateway</body></html>",
                "206 | unavailable      | {\"value\":[]}",
                "500 | unavailable      | ''"
            })
    void whatIsNoPageIsACountedFailureOfThePollThatIsTriedAgainAndLosesNothing(
            int status, String failure, String body) {
        poller.defender.answers("a", status, body);
        poller.connect("a", SOON);
        poller.await(() -> assertThat(poller.polls("a", failure)).isPositive());
        assertThat(poller.records(Topics.RAW_INCIDENTS)).isEmpty();
        assertThat(poller.records(Topics.RAW_ALERTS)).isEmpty();

        poller.defender.holds("a", incident(1, poller.now()));

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));
    }

    @Test
    void nulBytesAreNoPage() {
        poller.defender.answers("a", 200, "\u0000".repeat(4096));
        poller.connect("a", SOON);

        poller.await(() -> assertThat(poller.polls("a", "malformed-answer")).isPositive());
        assertThat(poller.records(Topics.RAW_INCIDENTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".1", ".12", ".123", ".1234", ".12345", ".123456", ".1234567"})
    void timesHaveAsManyFractionDigitsAsMicrosoftLikes(String fraction) {
        String second = poller.now().minusSeconds(2).toString().substring(0, 19);
        poller.defender.holds(
                "a", incident(1, poller.now()).replaceAll("[0-9T:-]{19}[.0-9]*Z", second + fraction + "Z"));
        poller.connect("a", SOON);

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1"));
        poller.await(() -> assertThat(poller.ids(Topics.INCIDENTS)).containsExactly("1"));

        assertThat(poller.records(Topics.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void fiveHundredIncidentsOfOneInstantAreAllRead() {
        Instant then = poller.now().minusSeconds(1);
        poller.defender.holds(
                "a", IntStream.range(0, 500).mapToObj(id -> incident(id, then)).toArray(String[]::new));
        poller.connect("a", SOON);

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).hasSize(500));

        assertThat(poller.ids(Topics.ALERTS)).doesNotHaveDuplicates();
    }

    @Test
    void anIncidentWithTenThousandAlertsIsReadAndNoRecordCarriesItAll() throws Exception {
        Instant then = poller.now().minusSeconds(1);
        String usual = incident(1, then);
        String one = usual.substring(usual.indexOf("\"alerts\":[") + 10, usual.length() - 2);
        String alerts = IntStream.range(0, 10_000)
                .mapToObj(id -> one.replace("\"da1\"", "\"da" + id + "\""))
                .collect(Collectors.joining(","));
        poller.defender.holds("a", incident(1, "\"lastUpdateTime\":\"" + then + "\"", alerts));

        List<Read> read = poller.read("a", new Window(then.minusSeconds(60), then.plusSeconds(60)));

        assertThat(read)
                .hasSize(10_001)
                .last()
                .satisfies(last -> assertThat(last.topic()).isEqualTo(Topics.RAW_INCIDENTS));
        assertThat(read).extracting(Read::key).doesNotHaveDuplicates();
        assertThat(read).allSatisfy(record -> assertThat(record.value().get()).hasSizeLessThan(500_000));
    }

    @Test
    void anIncidentOrAlertWithoutWhatItMustHaveIsPutAsideAndTheRestGoesOn() {
        Instant then = poller.now().minusSeconds(1);
        String time = "\"lastUpdateTime\":\"" + then + "\"";
        poller.defender.holds(
                "a",
                incident(1, then).replace("\"incidentId\":1,\"incidentName\"", "\"incidentName\""),
                incident(2, time, "{\"title\":\"no id\"}", "{\"alertId\":\"da9\"}", "null", "7"),
                incident(3, then).replaceAll("\"lastUpdatedTime\":\"[^\"]*\",", ""),
                incident(4, then));
        poller.connect("a", SOON);

        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).contains("da4"));
        poller.awaitPolls("a", 4);

        assertThat(poller.records(Topics.DEAD_LETTERS)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(poller.ids(Topics.DEAD_LETTERS)).doesNotHaveDuplicates();
        assertThat(poller.ids(Topics.INCIDENTS)).contains("2", "4");
    }

    @Test
    void anEmptyPageMakesNothing() {
        poller.defender.holds("a");
        poller.connect("a", SOON);
        poller.awaitPolls("a", 4);

        assertThat(List.of(
                        Topics.RAW_INCIDENTS, Topics.RAW_ALERTS, Topics.INCIDENTS, Topics.ALERTS, Topics.DEAD_LETTERS))
                .allSatisfy(topic -> assertThat(poller.records(topic)).isEmpty());
    }

    @Test
    void whatIsReadAndWhatComesOfItIsCounted() {
        poller.defender.holds("a", incident(1, poller.now()));
        poller.connect("a", SOON);
        poller.await(() -> assertThat(poller.records(Topics.ALERTS)).hasSize(1));
        poller.awaitPolls("a", 3);

        assertThat(poller.count("sluice.read", "entity", "raw-alert", "changed", "true"))
                .isEqualTo(1);
        assertThat(poller.count("sluice.read", "entity", "raw-alert", "changed", "false"))
                .isPositive();
        assertThat(poller.count("sluice.normalized", "topic", Topics.ALERTS.name(), "outcome", "emitted"))
                .isEqualTo(1);
    }

    @Test
    void unknownMembersAndWordsPassThrough() {
        poller.defender.holds(
                "a",
                incident(1, poller.now())
                        .replace("\"status\":\"New\"", "\"status\":\"Pondering\",\"mood\":{\"of\":[\"the day\"]}")
                        .replace("\"severity\":\"Medium\"", "\"severity\":\"Dire\""));
        poller.connect("a", SOON);

        poller.await(() -> assertThat(poller.records(Topics.ALERTS)).hasSize(1));

        assertThat(new String(poller.records(Topics.ALERTS).getFirst().value(), UTF_8))
                .contains("Pondering", "the day", "Dire");
    }
}
