package io.sluice.quarantine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Microsoft's id of a message, the same for all its recipients: the first half of the identities of its quarantined
 * copies, and the join key to alerts and hunting tables.
 *
 * @param value a GUID in lower case
 */
public record NetworkMessageId(String value) {

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** .NET counts time in ticks of 100 ns since the year 1. */
    private static final long TICKS_AT_1970 = 621_355_968_000_000_000L;

    private static final Instant OLDEST = Instant.parse("2010-01-01T00:00:00Z");

    public NetworkMessageId {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (!GUID.matcher(value).matches()) {
            throw new IllegalArgumentException("A network message id is a GUID");
        }
    }

    /** Tells whether an identity is that of one of the message's copies. */
    public boolean isOf(String identity) {
        return identity.toLowerCase(Locale.ROOT).startsWith(value + "\\");
    }

    /**
     * Returns when Exchange seems to have made the id: its last twelve digits are those of the time's first 48 bits in
     * .NET ticks. Microsoft promises nothing of the kind, so that this is only where to look first.
     */
    Optional<Instant> seemsMadeAt(Instant now) {
        long ticks = Long.parseUnsignedLong(value.substring(24), 16) << 16;
        long sinceEpoch = ticks - TICKS_AT_1970;
        Instant at = Instant.ofEpochSecond(sinceEpoch / 10_000_000L, sinceEpoch % 10_000_000L * 100);
        return at.isAfter(OLDEST) && at.isBefore(now.plus(Duration.ofDays(1))) ? Optional.of(at) : Optional.empty();
    }
}
