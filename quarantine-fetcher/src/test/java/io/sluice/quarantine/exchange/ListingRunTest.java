package io.sluice.quarantine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.quarantine.exchange.Listing.End;
import io.sluice.quarantine.exchange.ListingRun.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ListingRunTest {

    private static final Instant TO = VirtualTime.NOON;
    private static final Instant FROM = TO.minus(Duration.ofDays(30));

    /** A quarantine whose messages come and go between any two pages, in an order of its own. */
    private static final class MovingQuarantine {

        private final Random random;
        private final int pageSize;
        private final boolean endsAreIn;
        private final List<QuarantineRow> rows = new ArrayList<>();
        private final Set<String> always = new TreeSet<>();
        private final Set<String> ever = new HashSet<>();
        private int moves;
        private int calls;

        MovingQuarantine(Random random, int pageSize, boolean endsAreIn, int moves) {
            this.random = random;
            this.pageSize = pageSize;
            this.endsAreIn = endsAreIn;
            this.moves = moves;
        }

        void receive(Instant at) {
            QuarantineRow row = row(ever.size(), at);
            rows.add(random.nextInt(rows.size() + 1), row);
            always.add(row.identity());
            ever.add(row.identity());
        }

        Page page(Slice slice, int number) {
            calls++;
            if (number > 0 && moves > 0 && calls > 1 && random.nextInt(3) == 0) {
                moves--;
                move();
            }
            List<QuarantineRow> all =
                    rows.stream().filter(row -> isIn(slice, row)).toList();
            int start = Math.min(all.size(), (number - 1) * pageSize);
            return new Page(all.subList(start, Math.min(all.size(), start + pageSize)), List.of(), false);
        }

        private boolean isIn(Slice slice, QuarantineRow row) {
            Instant at = java.util.Objects.requireNonNull(row.receivedTime());
            boolean isEnd = at.equals(slice.from()) || at.equals(slice.to());
            return isEnd ? endsAreIn : at.isAfter(slice.from()) && at.isBefore(slice.to());
        }

        private void move() {
            if (random.nextBoolean() && !rows.isEmpty()) {
                always.remove(rows.remove(random.nextInt(rows.size())).identity());
            } else {
                Instant at = FROM.plusSeconds(
                        random.nextLong(Duration.between(FROM, TO).toSeconds()));
                QuarantineRow late = row(ever.size(), at);
                rows.add(random.nextInt(rows.size() + 1), late);
                ever.add(late.identity());
            }
        }
    }

    @Property(tries = 300)
    void noRowIsLostOrDoubledThoughMessagesComeAndGo(
            @ForAll long seed,
            @ForAll @IntRange(max = 400) int messages,
            @ForAll @IntRange(min = 2, max = 60) int pageSize,
            @ForAll boolean endsAreIn)
            throws Exception {
        Random random = new Random(seed);
        MovingQuarantine quarantine = new MovingQuarantine(random, pageSize, endsAreIn, 50);
        Set<Instant> crowded = new HashSet<>();
        while (quarantine.ever.size() < messages) {
            Instant at = FROM.plusSeconds(
                            random.nextLong(Duration.between(FROM, TO).toSeconds()))
                    .plusNanos(random.nextInt(3) * 100L);
            // As many at one moment as a page holds, but not more: that is another test.
            int ties = crowded.add(at) ? 1 + random.nextInt(Math.max(1, pageSize / 2)) : 1;
            for (int i = 0; i < ties; i++) {
                quarantine.receive(at);
            }
        }

        List<String> listed = new ArrayList<>();
        Listing listing = run(quarantine, pageSize, Long.MAX_VALUE, listed);

        assertThat(listing.end()).isEqualTo(End.COMPLETE);
        assertThat(listed).doesNotHaveDuplicates().containsAll(quarantine.always);
        assertThat(quarantine.ever).containsAll(listed);
        assertThat(listing.rows()).isEqualTo(listed.size());
    }

    @Property(tries = 100)
    void whatWasReceivedInOneMomentIsReadPageByPage(
            @ForAll long seed,
            @ForAll @IntRange(max = 300) int messages,
            @ForAll @IntRange(min = 1, max = 60) int pageSize)
            throws Exception {
        MovingQuarantine quarantine = new MovingQuarantine(new Random(seed), pageSize, true, 0);
        for (int i = 0; i < messages; i++) {
            quarantine.receive(TO.minus(Duration.ofDays(1)));
        }

        List<String> listed = new ArrayList<>();
        Listing listing = run(quarantine, pageSize, Long.MAX_VALUE, listed);

        assertThat(listing.end()).isEqualTo(End.COMPLETE);
        assertThat(listed).doesNotHaveDuplicates().hasSize(messages);
    }

    @Property(tries = 100)
    void aLimitIsKeptAndOnlyToldOfWhereThereIsMore(
            @ForAll long seed, @ForAll @IntRange(max = 100) int messages, @ForAll @IntRange(max = 100) int limit)
            throws Exception {
        MovingQuarantine quarantine = new MovingQuarantine(new Random(seed), 20, true, 0);
        for (int i = 0; i < messages; i++) {
            quarantine.receive(FROM.plus(Duration.ofHours(i)));
        }

        List<String> listed = new ArrayList<>();
        Listing listing = run(quarantine, 20, limit, listed);

        assertThat(listed).hasSize(Math.min(limit, messages));
        assertThat(listing.end()).isEqualTo(messages > limit ? End.ROW_LIMIT : End.COMPLETE);
    }

    @Test
    void anExchangeWithSmallerPagesOfItsOwnIsListedToTheEnd() throws Exception {
        MovingQuarantine quarantine = new MovingQuarantine(new Random(1), 100, true, 0);
        for (int i = 0; i < 1234; i++) {
            quarantine.receive(FROM.plus(Duration.ofMinutes(i)));
        }

        List<String> listed = new ArrayList<>();
        run(quarantine, 1000, Long.MAX_VALUE, listed);

        assertThat(listed).hasSize(1234);
    }

    @Test
    void anExchangeThatLooksOnlyAtDaysIsListedPageByPage() throws Exception {
        MovingQuarantine quarantine = new MovingQuarantine(new Random(1), 10, true, 0);
        for (int i = 0; i < 95; i++) {
            quarantine.receive(TO.minus(Duration.ofMinutes(i)));
        }

        List<String> listed = new ArrayList<>();
        Listing listing = new ListingRun(
                        (_, number) -> quarantine.page(Slice.around(FROM, TO), number),
                        10,
                        _ -> true,
                        Long.MAX_VALUE,
                        Instant.MAX,
                        new VirtualTime(),
                        row -> listed.add(row.identity()))
                .run(FROM, TO);

        assertThat(listed).hasSize(95);
        assertThat(listing.pages()).isLessThan(60);
    }

    @Test
    void aRowWithoutAnIdentityIsCountedOnceHoweverOftenItComesAndNothingIsCompleteThen() throws Exception {
        MovingQuarantine quarantine = new MovingQuarantine(new Random(1), 10, true, 0);
        for (int i = 0; i < 95; i++) {
            quarantine.receive(TO.minus(Duration.ofDays(1)));
        }
        UUID one = new UUID(0, 1);
        UUID twice = new UUID(0, 2);

        Listing listing = new ListingRun(
                        (slice, number) -> {
                            Page page = quarantine.page(slice, number);
                            return new Page(page.rows(), number == 1 ? List.of(one, twice, twice) : List.of(), false);
                        },
                        10,
                        _ -> true,
                        Long.MAX_VALUE,
                        Instant.MAX,
                        new VirtualTime(),
                        _ -> {})
                .run(FROM, TO);

        assertThat(listing.rows()).isEqualTo(95);
        assertThat(listing.slices()).isGreaterThan(1);
        assertThat(listing.unreadable()).isEqualTo(3);
        assertThat(listing.end()).isEqualTo(End.UNREADABLE);
        assertThat(listing.isComplete()).isFalse();
    }

    private static Listing run(MovingQuarantine quarantine, int pageSize, long limit, List<String> listed)
            throws Exception {
        return new ListingRun(
                        quarantine::page,
                        pageSize,
                        _ -> true,
                        limit,
                        Instant.MAX,
                        new VirtualTime(),
                        row -> listed.add(row.identity()))
                .run(FROM, TO);
    }

    private static QuarantineRow row(int number, Instant at) {
        ObjectNode row = Json.MAPPER.createObjectNode();
        row.put("Identity", String.format("%08x-1111-4222-8333-08dcf0a1b2c3\\x", number));
        row.put("ReceivedTime", at.toString());
        return QuarantineRow.of(row).orElseThrow();
    }
}
