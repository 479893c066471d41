package io.sluice.microsoft.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far the clocks of Microsoft's hosts are ahead of ours, learnt from the header {@code Date} of their answers (RFC
 * 9110). It says whole seconds, and was written at some moment between the call and its answer: each answer gives
 * bounds, and what lies within the bounds of all of them is soon known to some milliseconds. Bounds that exclude one
 * another mean that a clock was set: then the newest count.
 */
public final class ServerClocks {

    private static final Logger LOG = Logger.getLogger(ServerClocks.class);

    /** A difference that somebody should mend. */
    private static final Duration NOTABLE = Duration.ofSeconds(5);

    private final ConcurrentMap<String, Bounds> hosts = new ConcurrentHashMap<>();

    private record Bounds(Duration least, Duration most) {

        boolean arePossible() {
            return least.compareTo(most) <= 0;
        }

        Bounds within(Bounds other) {
            return new Bounds(
                    least.compareTo(other.least) > 0 ? least : other.least,
                    most.compareTo(other.most) < 0 ? most : other.most);
        }

        /** As little as can be: what is not proven is not corrected, and time is not taken for past that is not. */
        Duration ahead() {
            return !least.isPositive() && !most.isNegative() ? Duration.ZERO : least;
        }
    }

    /** Takes note of an answer. */
    void answered(URI uri, Instant askedAt, Instant answeredAt, @Nullable String date) {
        Instant told = instant(date);
        if (told == null || answeredAt.isBefore(askedAt)) {
            return;
        }
        String host = uri.getAuthority();
        Bounds seen = new Bounds(Duration.between(answeredAt, told), Duration.between(askedAt, told.plusSeconds(1)));
        hosts.compute(host, (_, known) -> {
            Bounds both = known == null ? seen : known.within(seen);
            Bounds next = both.arePossible() ? both : seen;
            tell(host, known == null ? Duration.ZERO : known.ahead(), next.ahead());
            return next;
        });
    }

    private static void tell(String host, Duration before, Duration now) {
        if (isNotable(now) && !isNotable(before)) {
            LOG.warnf(
                    "The clock of this machine is %s s %s that of %s. Times are corrected by it; let the machine keep"
                            + " its time by NTP all the same.",
                    now.abs().toSeconds(), now.isPositive() ? "behind" : "ahead of", host);
        }
    }

    private static boolean isNotable(Duration ahead) {
        return ahead.abs().compareTo(NOTABLE) > 0;
    }

    /** Returns the time that an answer says it was written at; nothing where it says none. */
    static @Nullable Instant instant(@Nullable String date) {
        if (date == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException noDate) {
            return null;
        }
    }

    /** Returns how far a host's clock is ahead of ours, negative if it is behind; zero as long as that may be so. */
    public Duration ahead(URI uri) {
        Bounds known = hosts.get(uri.getAuthority());
        return known == null ? Duration.ZERO : known.ahead();
    }
}
