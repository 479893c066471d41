package io.sluice.simulator.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Times as the incidents API writes them: UTC with as many fraction digits as are needed, from none to seven. */
public final class WireTime {

    /** The smallest step between two times: 100 nanoseconds. */
    public static final Duration TICK = Duration.ofNanos(100);

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .appendLiteral('Z')
            .toFormatter(java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** The time as text. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** The time cut off after seven fraction digits. */
    public static Instant toTick(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond(), time.getNano() / 100 * 100L);
    }

    /**
     * The time with the precision that the service happens to give at it: mostly seven digits, sometimes six, three,
     * two or none. The same time always gets the same precision, so changes of one moment stay tied.
     */
    public static Instant stamp(Instant time) {
        int nanos = time.getNano();
        int keep = switch (Math.floorMod(Long.hashCode(time.getEpochSecond() * 31 + nanos / 100), 16)) {
            case 0 -> 1_000_000_000;
            case 1, 2 -> 10_000_000;
            case 3, 4, 5 -> 1_000_000;
            case 6, 7 -> 1_000;
            default -> 100;
        };
        return time.minusNanos(nanos % keep);
    }

    /** A stamp for this time, but in any case after an earlier one. */
    public static Instant stampAfter(Instant time, Instant earlier) {
        Instant stamp = stamp(time);
        if (stamp.isAfter(earlier)) {
            return stamp;
        }
        Instant exact = toTick(time);
        return exact.isAfter(earlier) ? exact : earlier.plus(TICK);
    }
}
