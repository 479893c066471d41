package io.sluice.microsoft.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuotaTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @Property(tries = 50)
    void noMinuteAndNoHourHoldsMoreThanTheShare(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 400) Integer> pausesInSeconds) {
        Time time = new Time();
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(time);
        Quota.DEFENDER_INCIDENTS.share(0.8).forEach(builder::addLimit);
        Bucket bucket = builder.build();
        List<Long> calls = new ArrayList<>();

        for (int pause : pausesInSeconds) {
            for (long until = time.now + pause * 1_000_000_000L; time.now < until; time.now += 250_000_000L) {
                while (bucket.tryConsume(1)) {
                    calls.add(time.now);
                }
            }
        }

        assertThat(mostWithin(calls, MINUTE)).isLessThanOrEqualTo(40);
        assertThat(mostWithin(calls, HOUR)).isLessThanOrEqualTo(1200);
    }

    private static int mostWithin(List<Long> calls, long span) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (calls.get(last) - calls.get(first) >= span) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static final class Time implements TimeMeter {

        private long now;

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
