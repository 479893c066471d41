package io.sluice.polling.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.polling.window.WindowReader.PageSizes;
import io.sluice.polling.window.WindowReader.PageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowReaderTest {

    private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
    private static final Window DAY = new Window(START, START.plusSeconds(86_400));

    @Property(tries = 300)
    void everyIncidentOfAWindowIsReadWhateverTheTimesAndThePageSize(
            @ForAll @Size(max = 120) List<@IntRange(max = 30) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 20) int pageSize)
            throws Exception {
        Tenant tenant = new Tenant(
                seconds.stream().map(second -> START.plusSeconds(second)).toList());
        Reading reading = new Reading();

        reading.of(tenant, pageSize).read(DAY);

        assertThat(reading.ids).isEqualTo(tenant.ids());
        assertThat(reading.completeTo).isEqualTo(DAY.to());
    }

    @Test
    void fiveHundredIncidentsOfOneInstantAreReadWithoutSearchingForASplitForLong() throws Exception {
        Tenant tenant = new Tenant(Collections.nCopies(500, START.plusSeconds(40_000)));
        Reading reading = new Reading();

        reading.of(tenant, 100).read(DAY);

        assertThat(reading.ids).isEqualTo(tenant.ids());
        assertThat(tenant.calls).isLessThan(20);
    }

    @Test
    void aListThatShowsTheNewestFirstIsReadInNotManyMoreCallsThanItHasPages() throws Exception {
        Tenant tenant = new Tenant(IntStream.range(0, 10_000)
                .mapToObj(i -> START.plusSeconds(i * 8L))
                .toList());
        tenant.order.sort(Collections.reverseOrder());
        Reading reading = new Reading();

        reading.of(tenant, 100).read(DAY);

        assertThat(reading.ids).hasSize(10_000);
        assertThat(tenant.calls).isLessThan(200);
        assertThat(reading.progress).hasSizeGreaterThan(100).isSorted();
    }

    @Test
    void windowsAdaptToWhatTheyFindSoThatFewCallsAreSpent() throws Exception {
        List<Instant> times = new ArrayList<>();
        IntStream.range(0, 3_000).forEach(i -> times.add(START.plusSeconds(i))); // a busy hour
        IntStream.range(0, 400).forEach(i -> times.add(START.plusSeconds(10_000 + i * 180L))); // and a quiet day
        Tenant tenant = new Tenant(times);
        Reading reading = new Reading();

        reading.of(tenant, 100).read(DAY);

        assertThat(reading.ids).isEqualTo(tenant.ids());
        assertThat(tenant.calls).isLessThan(90); // for 34 pages
    }

    @Test
    void aServerThatDoesNotApplyTheConditionOnTheTimeIsAFailureAndNotAnEndlessSearch() {
        PageSource<Item> source = (_, top, _, items) -> {
            for (int i = 0; i < top; i++) {
                items.accept(new Item("1", START.minusSeconds(60).toString()));
            }
            return new Extent(top, false);
        };

        assertThatThrownBy(() ->
                        new WindowReader<>(source, new PageSizes(100, 1), Item::changedAt, _ -> {}, _ -> {}).read(DAY))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(MalformedAnswer.class));
    }

    @Test
    void aQuietWindowCostsOneCall() throws Exception {
        Tenant tenant = new Tenant(List.of(START.plusSeconds(1), START.plusSeconds(2)));

        new Reading().of(tenant, 100).read(DAY);

        assertThat(tenant.calls).isEqualTo(1);
    }

    @Test
    void progressIsToldInOrderAndOnlyForWhatIsComplete() throws Exception {
        Tenant tenant = new Tenant(IntStream.range(0, 1000)
                .mapToObj(i -> START.plusSeconds(i * 80L))
                .toList());
        Reading reading = new Reading();

        reading.of(tenant, 100).read(DAY);

        assertThat(reading.progress).isSorted().endsWith(DAY.to());
        assertThat(reading.ids).hasSize(1000);
    }

    @Test
    void whatCameBeforeAFailureStaysRead() {
        Tenant tenant = new Tenant(IntStream.range(0, 1000)
                .mapToObj(i -> START.plusSeconds(i * 80L))
                .toList());
        tenant.refuseFromCall = 6;
        Reading reading = new Reading();

        assertThatThrownBy(() -> reading.of(tenant, 100).read(DAY)).isInstanceOf(MicrosoftException.class);

        assertThat(tenant.idsBefore(reading.completeTo)).isSubsetOf(reading.ids);
        assertThat(reading.completeTo).isAfter(START).isBefore(DAY.to());
    }

    @Test
    void aPageThatIsTooMuchIsAskedForAgainWithFewerIncidents() throws Exception {
        Tenant tenant = new Tenant(
                IntStream.range(0, 60).mapToObj(i -> START.plusSeconds(i * 80L)).toList());
        tenant.mostItemsPerAnswer = 7;
        Reading reading = new Reading();

        reading.of(tenant, 100).read(DAY);

        assertThat(reading.ids).isEqualTo(tenant.ids());
    }

    @Test
    void anInterfaceThatAnswersNothingIsGivenUpAfterTheSmallestPage() {
        Tenant tenant = new Tenant(List.of(START));
        tenant.mostItemsPerAnswer = -1;

        assertThatThrownBy(() -> new Reading().of(tenant, 100).read(DAY))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Unavailable.class));
        assertThat(tenant.calls).isEqualTo(4); // for 100, 25, 6 and 1
    }

    @Test
    void anEmptyPageThatSaysThatThereIsMoreIsNotTheEnd() throws Exception {
        Tenant tenant = new Tenant(Collections.nCopies(250, START.plusSeconds(30)));
        int[] calls = new int[1];
        Reading reading = new Reading();

        new WindowReader<Item>(
                        (window, top, skip, items) ->
                                ++calls[0] % 3 == 0 ? new Extent(0, true) : tenant.page(window, top, skip, items),
                        new PageSizes(100, 1),
                        Item::changedAt,
                        reading,
                        reading::completeTo)
                .read(DAY);

        assertThat(reading.ids).containsAll(tenant.ids());
        assertThat(reading.completeTo).isEqualTo(DAY.to());
    }

    @Test
    void aListThatSaysThatThereIsMoreAndShowsNothingIsAFailureAndNotAnEndlessSearch() {
        int[] calls = new int[1];
        Reading reading = new Reading();

        assertThatThrownBy(() -> new WindowReader<Item>(
                                (_, _, _, _) -> {
                                    calls[0]++;
                                    return new Extent(0, true);
                                },
                                new PageSizes(100, 1),
                                Item::changedAt,
                                reading,
                                reading::completeTo)
                        .read(DAY))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(MalformedAnswer.class));

        assertThat(calls[0]).isLessThan(20);
        assertThat(reading.completeTo).isEqualTo(START);
    }

    @Test
    void aServerThatPagesByItselfIsReadToTheEnd() throws Exception {
        Tenant tenant = new Tenant(
                IntStream.range(0, 90).mapToObj(i -> START.plusSeconds(i * 80L)).toList());
        tenant.serverPage = 10;
        Reading reading = new Reading();

        reading.of(tenant, 100).read(DAY);

        assertThat(reading.ids).isEqualTo(tenant.ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday"})
    void anIncidentWithoutAUsableTimeIsReadAllTheSame(String time) throws Exception {
        Reading reading = new Reading();
        PageSource<Item> source = (_, _, _, items) -> {
            items.accept(new Item("1", time));
            return new Extent(1, false);
        };

        new WindowReader<>(source, new PageSizes(100, 1), Item::changedAt, reading, reading::completeTo).read(DAY);

        assertThat(reading.ids).containsExactly("1");
    }

    private record Item(String id, String changedAt) {}

    /** What a poll gets. */
    private static final class Reading implements ItemConsumer<Item> {

        private final Set<String> ids = new HashSet<>();
        private final List<Instant> progress = new ArrayList<>();
        private Instant completeTo = START;

        WindowReader<Item> of(Tenant tenant, int pageSize) {
            return new WindowReader<>(tenant, new PageSizes(pageSize, 1), Item::changedAt, this, this::completeTo);
        }

        void completeTo(Instant instant) {
            progress.add(instant);
            completeTo = instant;
        }

        @Override
        public void accept(Item item) {
            ids.add(item.id());
        }
    }

    /** A tenant whose incidents stand still, listed in no order. */
    private static final class Tenant implements PageSource<Item> {

        private final List<Instant> times;
        private final List<Integer> order;
        private int calls;
        private int refuseFromCall = Integer.MAX_VALUE;
        private int mostItemsPerAnswer = Integer.MAX_VALUE;
        private int serverPage = Integer.MAX_VALUE;

        Tenant(List<Instant> times) {
            this.times = times;
            this.order =
                    new ArrayList<>(IntStream.range(0, times.size()).boxed().toList());
            Collections.shuffle(order, new Random(7));
        }

        Set<String> ids() {
            return idsBefore(Instant.MAX);
        }

        Set<String> idsBefore(Instant end) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < times.size(); i++) {
                if (times.get(i).isBefore(end)) {
                    ids.add(Integer.toString(i));
                }
            }
            return ids;
        }

        @Override
        public Extent page(Window window, int top, int skip, ItemConsumer<Item> items)
                throws MicrosoftException, InterruptedException {
            calls++;
            if (calls >= refuseFromCall) {
                throw failure(new Forbidden("no", null, "grant it"));
            }
            List<Integer> found = order.stream()
                    .filter(i -> !times.get(i).isBefore(window.from())
                            && times.get(i).isBefore(window.to()))
                    .skip(skip)
                    .toList();
            int size = Math.min(Math.min(top, serverPage), found.size());
            if (size > mostItemsPerAnswer) {
                throw failure(new Unavailable("too much"));
            }
            for (int i : found.subList(0, size)) {
                items.accept(new Item(Integer.toString(i), times.get(i).toString()));
            }
            return new Extent(size, size == serverPage && found.size() > size);
        }

        private static MicrosoftException failure(MicrosoftFailure failure) {
            return new MicrosoftException(failure);
        }
    }
}
