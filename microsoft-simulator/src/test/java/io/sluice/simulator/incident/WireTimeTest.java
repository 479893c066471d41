package io.sluice.simulator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class WireTimeTest {

    @Example
    void onlyTheFractionDigitsThatAreNeededAreWritten() {
        assertThat(WireTime.text(Instant.parse("2026-03-04T05:06:07Z"))).isEqualTo("2026-03-04T05:06:07Z");
        assertThat(WireTime.text(Instant.parse("2026-03-04T05:06:57.29Z"))).isEqualTo("2026-03-04T05:06:57.29Z");
        assertThat(WireTime.text(Instant.parse("2026-03-04T05:06:57.0733333Z")))
                .isEqualTo("2026-03-04T05:06:57.0733333Z");
    }

    @Property
    void theTextSaysExactlyTheStamp(@ForAll @LongRange(min = 0, max = 4_000_000_000_000_000L) long micros) {
        Instant stamp = WireTime.stamp(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000 + 700));
        assertThat(Instant.parse(WireTime.text(stamp))).isEqualTo(stamp);
        assertThat(WireTime.text(stamp)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z");
    }

    @Property
    void aStampAfterAnotherIsAfterIt(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long nanos,
            @ForAll @LongRange(min = -3_000_000_000L, max = 3_000_000_000L) long distance) {
        Instant earlier = WireTime.toTick(Instant.ofEpochSecond(1_700_000_000L, nanos));
        assertThat(WireTime.stampAfter(earlier.plusNanos(distance), earlier)).isAfter(earlier);
    }
}
