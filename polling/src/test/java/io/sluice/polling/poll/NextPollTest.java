package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NextPollTest {

    private static final Instant STARTED = Instant.parse("2026-02-03T10:00:00Z");
    private static final Instant NOW = STARTED.plusSeconds(4);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final NextPoll nextPoll = new NextPoll(Duration.ofMinutes(1), Duration.ofMinutes(2));

    @Test
    void pollsBeginOneIntervalApartHoweverLongTheyTake() {
        assertThat(after(null, 0)).isEqualTo(STARTED.plusSeconds(10));
        assertThat(nextPoll.after(null, 0, INTERVAL, STARTED, STARTED.plusSeconds(25)))
                .isEqualTo(STARTED.plusSeconds(25));
    }

    @Test
    void aThrottledTenantIsLeftAloneAsLongAsMicrosoftSays() {
        assertThat(after(new Throttled("busy", Duration.ofSeconds(37)), 5)).isEqualTo(NOW.plusSeconds(37));
    }

    static Stream<MicrosoftFailure> forAnOperator() {
        return Stream.of(
                new Unauthenticated("m", "AADSTS7000215", "r"),
                new Forbidden("m", null, "r"),
                new NotFound("m"),
                new InvalidRequest("m", null));
    }

    @ParameterizedTest
    @MethodSource("forAnOperator")
    void whatOnlyAnOperatorCanMendIsCheckedAgainSlowly(MicrosoftFailure failure) {
        assertThat(after(failure, 0)).isEqualTo(NOW.plusSeconds(60));
        assertThat(after(failure, 100)).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void anOutageIsWaitedOutLongerAndLongerUpToALimit() {
        assertThat(after(new Unavailable("m"), 0)).isEqualTo(NOW.plusSeconds(10));
        assertThat(after(new MalformedAnswer("m"), 1)).isEqualTo(NOW.plusSeconds(20));
        assertThat(after(new Unavailable("m"), 2)).isEqualTo(NOW.plusSeconds(40));
        assertThat(after(new Unavailable("m"), 3)).isEqualTo(NOW.plusSeconds(80));
        assertThat(after(new Unavailable("m"), 4)).isEqualTo(NOW.plusSeconds(120));
        assertThat(after(new Unavailable("m"), 1_000_000)).isEqualTo(NOW.plusSeconds(120));
    }

    private Instant after(@Nullable MicrosoftFailure failure, int failuresBefore) {
        return nextPoll.after(failure, failuresBefore, INTERVAL, STARTED, NOW);
    }
}
