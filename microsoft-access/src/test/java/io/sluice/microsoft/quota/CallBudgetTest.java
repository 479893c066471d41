package io.sluice.microsoft.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.quota.Turns.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallBudgetTest {

    private static final Principal CONTOSO = new Principal("contoso", "app");
    private static final Principal FABRIKAM = new Principal("fabrikam", "app");

    private Instant now = Instant.parse("2026-02-03T10:00:00Z");
    private final CallBudget budget = new CallBudget(
            Quota.DEFENDER_INCIDENTS, () -> now, wait -> now = now.plus(wait).plusMillis(1));
    private final List<Instant> calls = new ArrayList<>();

    @Property(tries = 30)
    void whateverTheCallsAreForNoMinuteAndNoHourHoldsMoreThanMicrosoftAllows(
            @ForAll @Size(min = 200, max = 2500) List<Purpose> purposes) throws Exception {
        calls.clear();
        now = now.plus(Duration.ofDays(1));
        CallBudget fresh = new CallBudget(
                Quota.DEFENDER_INCIDENTS,
                () -> now,
                wait -> now = now.plus(wait).plusMillis(1));

        for (Purpose purpose : purposes) {
            fresh.call(CONTOSO, purpose, () -> calls.add(now));
        }

        assertThat(mostWithin(Duration.ofMinutes(1))).isLessThanOrEqualTo(50);
        assertThat(mostWithin(Duration.ofHours(1))).isLessThanOrEqualTo(1500);
    }

    @Test
    void requestsHaveRoomAlthoughPollingHasUsedAllItMay() throws Exception {
        for (int i = 0; i < 500; i++) {
            budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));
        }
        Instant before = now;

        for (int i = 0; i < 5; i++) {
            budget.call(CONTOSO, Purpose.REQUEST, () -> calls.add(now));
        }

        assertThat(now).isEqualTo(before);
    }

    @Test
    void pollingHasRoomHoweverManyRequestsThereAre() throws Exception {
        for (int i = 0; i < 500; i++) {
            budget.call(CONTOSO, Purpose.REQUEST, () -> calls.add(now));
        }
        Instant before = now;

        for (int i = 0; i < 10; i++) {
            budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));
        }

        assertThat(now).isEqualTo(before);
    }

    @Test
    void whatIsPastLeavesRoomForWhatIsNew() throws Exception {
        for (int i = 0; i < 500; i++) {
            budget.call(CONTOSO, Purpose.PAST, () -> calls.add(now));
        }
        Instant before = now;

        for (int i = 0; i < 6; i++) {
            budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));
        }

        assertThat(now).isEqualTo(before);
    }

    @Test
    void halfOfTheQuotaIsLeftForWhatIsNewWhateverElseIsGoingOn() throws Exception {
        EnumMap<Purpose, Integer> made = inTwoHours(Purpose.PAST, Purpose.REQUEST, Purpose.LIVE);

        // All that Microsoft allows cannot be used: bursts must fit into any hour.
        assertThat(made.get(Purpose.LIVE)).isGreaterThan(2 * 1500 * 2 / 5);
        assertThat(made.get(Purpose.PAST)).isPositive();
        assertThat(made.get(Purpose.REQUEST)).isPositive();
    }

    @Test
    void aFifthOfTheQuotaIsLeftForRequestsWhateverIsPolled() throws Exception {
        EnumMap<Purpose, Integer> made = inTwoHours(Purpose.PAST, Purpose.LIVE, Purpose.REQUEST);

        assertThat(made.get(Purpose.REQUEST)).isGreaterThan(2 * 1500 * 4 / 25);
        assertThat(made.get(Purpose.LIVE)).isGreaterThan(2 * 1500 * 2 / 5);
    }

    /** Makes calls whenever there is room, and returns how many. */
    private EnumMap<Purpose, Integer> inTwoHours(Purpose... inThisOrder) throws Exception {
        EnumMap<Purpose, Integer> made = new EnumMap<>(Purpose.class);
        Instant end = now.plus(Duration.ofHours(2));
        while (now.isBefore(end)) {
            for (Purpose purpose : inThisOrder) {
                try {
                    budget.call(CONTOSO, purpose, now, () -> made.merge(purpose, 1, Integer::sum));
                } catch (MicrosoftException noRoom) {
                    assertThat(noRoom.failure()).isInstanceOf(Throttled.class);
                }
            }
            now = now.plusMillis(250);
        }
        return made;
    }

    @Test
    void aClockThatIsSetBackKeepsNoCallWaiting() throws Exception {
        for (int i = 0; i < 100; i++) {
            budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));
        }
        now = now.minus(Duration.ofHours(5));
        Instant before = now;

        for (int i = 0; i < 10; i++) {
            budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));
        }

        assertThat(now).isBefore(before.plus(Duration.ofMinutes(5)));
    }

    @Test
    void aTenantThatIsThrottledIsNotLeftAloneForLongerBecauseTheClockIsSetBack() throws Exception {
        assertThatThrownBy(() -> budget.call(CONTOSO, Purpose.LIVE, () -> {
                    throw new MicrosoftException(new Throttled("busy", Duration.ofSeconds(37)));
                }))
                .isInstanceOf(MicrosoftException.class);
        now = now.minus(Duration.ofHours(5));
        assertThatThrownBy(() -> budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now)))
                .isInstanceOf(MicrosoftException.class);
        now = now.plusSeconds(38);

        budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));

        assertThat(calls).hasSize(1);
    }

    @Test
    void itIsShownHowLongCallsWaitForTheirTurn() throws Exception {
        List<Duration> waits = new ArrayList<>();
        CallBudget seen = new CallBudget(
                Quota.DEFENDER_INCIDENTS,
                () -> now,
                wait -> now = now.plus(wait).plusMillis(1),
                (purpose, time) -> {
                    assertThat(purpose).isEqualTo(Purpose.PAST);
                    waits.add(time);
                });

        for (int i = 0; i < 50; i++) {
            seen.call(CONTOSO, Purpose.PAST, () -> calls.add(now));
        }

        assertThat(waits).hasSize(50).startsWith(Duration.ZERO);
        assertThat(waits.getLast()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aTenantThatIsThrottledIsLeftAloneByAllItsConnectionsAndForEveryPurposeAndOthersAreNot() throws Exception {
        assertThatThrownBy(() -> budget.call(CONTOSO, Purpose.LIVE, () -> {
                    throw new MicrosoftException(new Throttled("busy", Duration.ofSeconds(37)));
                }))
                .isInstanceOf(MicrosoftException.class);

        for (Purpose purpose : Purpose.values()) {
            assertThatThrownBy(() -> budget.call(CONTOSO, purpose, () -> calls.add(now)))
                    .isInstanceOfSatisfying(
                            MicrosoftException.class,
                            refused -> assertThat(refused.failure())
                                    .isInstanceOfSatisfying(
                                            Throttled.class,
                                            throttled -> assertThat(throttled.retryAfter())
                                                    .isLessThanOrEqualTo(Duration.ofSeconds(37))));
        }
        assertThat(calls).isEmpty();
        budget.call(FABRIKAM, Purpose.LIVE, () -> calls.add(now));
        now = now.plusSeconds(38);
        budget.call(CONTOSO, Purpose.LIVE, () -> calls.add(now));
        assertThat(calls).hasSize(2);
    }

    @Test
    void aCallWhoseTurnDoesNotComeInTimeIsThrottledWithoutHavingBeenMade() throws Exception {
        for (int i = 0; i < 300; i++) {
            budget.call(CONTOSO, Purpose.REQUEST, () -> calls.add(now));
        }

        assertThatThrownBy(() -> budget.call(CONTOSO, Purpose.REQUEST, now, () -> calls.add(now)))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        late -> assertThat(late.failure()).isInstanceOf(Throttled.class));
        assertThat(calls).hasSize(300);
    }

    private int mostWithin(Duration span) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (!calls.get(first).plus(span).isAfter(calls.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
