package io.sluice.connections.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** When the expiry of a credential is announced. */
enum ExpiryThreshold {
    EXPIRED(0),
    ONE_DAY(1),
    ONE_WEEK(7),
    TWO_WEEKS(14),
    THIRTY_DAYS(30);

    private final int days;

    ExpiryThreshold(int days) {
        this.days = days;
    }

    /** Returns how many days before the end it is. */
    int days() {
        return days;
    }

    /** Returns what metrics call it. */
    String word() {
        return this == EXPIRED ? "expired" : days + "d";
    }

    /** Returns what the audit trail says of it. */
    String caption() {
        return this == EXPIRED ? "expired" : "within " + days + " days";
    }

    /** Returns the last threshold that a credential has passed; nothing if it has passed none. */
    static Optional<ExpiryThreshold> passed(Instant expiresAt, Instant now) {
        return Arrays.stream(values())
                .filter(threshold -> !now.plus(Duration.ofDays(threshold.days)).isBefore(expiresAt))
                .findFirst();
    }
}
