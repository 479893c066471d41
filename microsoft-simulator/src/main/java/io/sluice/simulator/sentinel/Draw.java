package io.sluice.simulator.sentinel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** What seems to be chance, but follows from the names of things, so that it does not matter when somebody looks. */
final class Draw {

    private final SplittableRandom random;

    private Draw(SplittableRandom random) {
        this.random = random;
    }

    /** The choices about something. */
    static Draw about(Object... what) {
        return new Draw(new SplittableRandom(uuid(what).getMostSignificantBits()));
    }

    private static UUID uuid(Object... what) {
        StringBuilder text = new StringBuilder();
        for (Object part : what) {
            text.append(part).append(' ');
        }
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The GUID of something. */
    static String guid(Object... what) {
        return uuid(what).toString();
    }

    /** Something that happens so often. */
    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** A time between two bounds, both possible. */
    Duration between(Duration min, Duration max) {
        long span = max.minus(min).toMillis();
        return span <= 0 ? min : min.plusMillis(random.nextLong(span + 1));
    }

    /** A number below a bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }
}
