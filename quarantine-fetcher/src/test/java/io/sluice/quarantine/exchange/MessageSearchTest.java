package io.sluice.quarantine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.quarantine.exchange.Listing.End;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageSearchTest {

    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(30));
    private static final Instant MADE = NOW.minus(Duration.ofDays(4));

    private final List<QuarantineRow> held = new ArrayList<>();
    private final List<Duration> asked = new ArrayList<>();
    private final List<QuarantineRow> found = new ArrayList<>();
    private End end = End.COMPLETE;

    @Test
    void aMessageIsFoundInTheMinutesAfterItsIdWasMade() throws Exception {
        held.add(row(id("0a", MADE), MADE.plusSeconds(40)));
        held.add(row(id("0b", MADE), MADE.plusSeconds(41)));

        Listing listing = search("0a");

        assertThat(found).singleElement().isEqualTo(held.getFirst());
        assertThat(asked).containsExactly(Duration.ofMinutes(20));
        assertThat(listing).isEqualTo(new Listing(FROM, NOW, End.COMPLETE, 1, 0, 0, 1, 1));
    }

    @Test
    void aMessageThatWasReceivedHoursLaterIsFoundInTheDayAfter() throws Exception {
        held.add(row(id("0a", MADE), MADE.plus(Duration.ofHours(7))));

        Listing listing = search("0a");

        assertThat(found).hasSize(1);
        assertThat(asked).containsExactly(Duration.ofMinutes(20), Duration.ofHours(25));
        assertThat(listing.pages()).isEqualTo(2);
    }

    @Test
    void aMessageWhoseIdTellsNoTrueTimeIsFoundAllTheSame() throws Exception {
        held.add(row(id("0a", MADE), MADE.minus(Duration.ofDays(9))));

        Listing listing = search("0a");

        assertThat(found).hasSize(1);
        assertThat(asked).hasSize(3).endsWith(Duration.between(FROM, NOW));
        assertThat(listing.pages()).isEqualTo(3);
    }

    @Test
    void itIsNotThereIfItIsNotInTheDayAfterAndTheIdsOfOthersTellTheirTimes() throws Exception {
        held.addAll(others(20));

        Listing listing = search("0a");

        assertThat(listing).isEqualTo(new Listing(FROM, NOW, End.COMPLETE, 0, 0, 0, 2, 2));
        assertThat(asked).containsExactly(Duration.ofMinutes(20), Duration.ofHours(25));
    }

    @Test
    void aFewOthersProveNothing() throws Exception {
        held.addAll(others(19));
        held.addAll(others(19)); // the same ones once more

        search("0a");

        assertThat(asked).hasSize(3);
    }

    @Test
    void oneOtherWhoseIdDoesNotTellItsTimeMakesAllDoubtful() throws Exception {
        held.addAll(others(40));
        held.add(row(id("0c", MADE.minus(Duration.ofDays(3))), MADE.plusSeconds(60)));
        held.add(row(id("0a", MADE), MADE.minus(Duration.ofDays(9))));

        search("0a");

        assertThat(found).hasSize(1);
        assertThat(asked).hasSize(3);
    }

    @Test
    void idsOfAnotherKindMakeAllDoubtful() throws Exception {
        held.addAll(others(40));
        held.add(row("0f0e0d0c-1111-4222-8333-ffffffffffff", MADE.plusSeconds(60)));

        search("0a");

        assertThat(asked).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETE")
    void whatWasNotReadCompletelyProvesNothing(End other) throws Exception {
        held.addAll(others(40));
        end = other;

        Listing listing = search("0a");

        assertThat(listing.isComplete()).isFalse();
    }

    @Test
    void anIdThatTellsNoTimeIsLookedForEverywhereAtOnce() throws Exception {
        new MessageSearch(new NetworkMessageId("0f0e0d0c-1111-4222-8333-ffffffffffff"), NOW).in(FROM, NOW, this::list);

        assertThat(asked).containsExactly(Duration.between(FROM, NOW));
    }

    @Test
    void onlyTheWindowThatIsAskedForIsRead() throws Exception {
        held.add(row(id("0a", MADE), MADE.plusSeconds(40)));
        Instant from = MADE.plus(Duration.ofHours(2));

        new MessageSearch(new NetworkMessageId(id("0a", MADE)), NOW).in(from, NOW, this::list);

        assertThat(found).isEmpty();
        assertThat(asked).containsExactly(Duration.ofHours(22), Duration.between(from, NOW));
    }

    private Listing search(String first) throws Exception {
        return new MessageSearch(new NetworkMessageId(id(first, MADE)), NOW).in(FROM, NOW, this::list);
    }

    private Listing list(Instant from, Instant to, Predicate<QuarantineRow> wanted) {
        asked.add(Duration.between(from, to).plusMillis(500).truncatedTo(ChronoUnit.SECONDS)); // ids are true to 7 ms
        List<QuarantineRow> now = held.stream()
                .filter(row -> row.receivedTime() != null
                        && !row.receivedTime().isBefore(from)
                        && !row.receivedTime().isAfter(to))
                .filter(wanted)
                .toList();
        found.addAll(now);
        return new Listing(from, to, end, now.size(), 0, 0, 1, 1);
    }

    private static List<QuarantineRow> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MADE.plusSeconds(20L * i))
                .map(at -> row(id("0b", at), at.plusSeconds(3)))
                .toList();
    }

    private static String id(String first, Instant made) {
        return first + "0e0d0c-1111-4222-" + NetworkMessageIdTest.lastDigits(made);
    }

    private static QuarantineRow row(String networkMessageId, Instant received) {
        return Stream.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("Identity", networkMessageId + "\\9a8b7c6d-aaaa-bbbb-cccc-08dcf0a1b2c4")
                        .put("ReceivedTime", received.toString()))
                .flatMap(row -> QuarantineRow.of(row).stream())
                .findFirst()
                .orElseThrow();
    }
}
