package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Instant MOMENT = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant NOW = MOMENT.plusSeconds(20);
    private static final Duration BEFORE = Duration.ofSeconds(30);
    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final HowFar DONE = new HowFar(AFTER, AFTER, Duration.ZERO, AFTER);

    @Test
    void whatIsWaitedForIsSaidOnceAndAgainWhenItIsSomethingElse() {
        List<String> lines = new ArrayList<>();
        Waiting waiting = new Waiting(lines::add);

        waiting.on("incident-poller to read the past of contoso");
        waiting.on("incident-poller to read the past of contoso");
        waiting.on("alerts and incidents to be still for 4 s");

        assertThat(lines)
                .containsExactly(
                        "Waiting for incident-poller to read the past of contoso.",
                        "Waiting for alerts and incidents to be still for 4 s.");
    }

    @Test
    void nothingIsLackingWhereAllHasBeenReadBeyondTheMoment() {
        assertThat(polled("a").lacking(MOMENT, Map.of("a", DONE), NOW)).isEmpty();
        assertThat(polled().lacking(MOMENT, Map.of(), NOW)).isEmpty();
    }

    @Test
    void aServiceThatShowsNothingHasNotBegun() {
        assertThat(polled("a").lacking(MOMENT, Map.of(), NOW))
                .hasValueSatisfying(it -> assertThat(it).contains("incident-poller to begin", "./sluice status"));
    }

    @Test
    void eachConnectionIsNamedWithWhatIsLackingFirstOfIt() {
        Map<String, HowFar> howFar = Map.of(
                "behind", new HowFar(BEFORE, BEFORE, Duration.ZERO, BEFORE),
                "past", new HowFar(Duration.ofDays(1), AFTER, Duration.ofHours(23), BEFORE),
                "young", new HowFar(AFTER, AFTER, Duration.ZERO, BEFORE),
                "done", DONE);

        assertThat(polled("done", "young", "past", "behind", "absent").lacking(MOMENT, howFar, NOW))
                .contains("incident-poller to read once more, as every few minutes, what is young of young, and to"
                        + " read the past of past, and to read what is new of behind, and to take up absent");
    }

    @Test
    void ofAFleetSomeAreNamed() {
        assertThat(polled("e", "d", "c", "b", "a").lacking(MOMENT, Map.of("a", DONE), NOW))
                .contains("incident-poller to take up b, c, d and others");
    }

    private static PolledBy polled(String... names) {
        return new PolledBy("incident-poller", URI.create("http://localhost:1"), Set.of(names));
    }
}
