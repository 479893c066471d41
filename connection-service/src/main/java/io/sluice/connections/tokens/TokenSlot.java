package io.sluice.connections.tokens;

import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.tokens.TenantThrottles.Throttle;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection's token for one resource. Fresh tokens and recent failures are answered from memory, without a lock;
 * for anything else one caller asks Entra ID and the others wait for what it brings. While a token is due for
 * replacement but still valid, nobody waits and nobody suffers from Entra ID's faults.
 */
final class TokenSlot {

    /** A token of ordinary life (an hour and more) is due for replacement this long before its end. */
    private static final Duration REPLACE_BEFORE_END = Duration.ofMinutes(10);

    /** A token with less than this left is not handed out. */
    private static final Duration LEAST_LEFT = Duration.ofSeconds(20);

    /** How Entra ID is asked for this slot's token. */
    interface Request {
        AccessToken send() throws MicrosoftException;
    }

    private final Request request;
    private final Throttle throttle;
    private final ConnectionServiceSettings.Tokens settings;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Kept kept;
    private volatile @Nullable Failed failed;

    TokenSlot(Request request, Throttle throttle, ConnectionServiceSettings.Tokens settings, InstantSource clock) {
        this.request = request;
        this.throttle = throttle;
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes over the token of an earlier slot; not its failure, which may be repaired. */
    TokenSlot inheriting(TokenSlot earlier) {
        kept = earlier.kept;
        return this;
    }

    /**
     * Returns a token, and whether it came from memory.
     *
     * @param refresh whether a token that is not very young should be replaced although it is fresh
     * @throws FailedToken if there is none
     */
    Issued get(boolean refresh) throws FailedToken {
        Instant now = clock.instant();
        Kept present = kept;
        if (present != null && present.answers(refresh, now)) {
            return new Issued(present.token, Source.MEMORY);
        }
        if (present != null && !refresh && present.isValid(now)) {
            if (!asking.tryLock()) {
                return new Issued(present.token, Source.MEMORY);
            }
        } else {
            asking.lock();
        }
        try {
            return askUnlessAnswered(refresh, now);
        } finally {
            asking.unlock();
        }
    }

    /** Asks, unless somebody else has while this caller waited for the lock. */
    private Issued askUnlessAnswered(boolean refresh, Instant arrived) throws FailedToken {
        Instant now = clock.instant();
        Kept present = kept;
        if (present != null && (present.answers(refresh, now) || !present.issuedAt.isBefore(arrived))) {
            return new Issued(present.token, Source.MEMORY);
        }
        try {
            refuseFromMemory(now);
            Kept issued = ask();
            return new Issued(issued.token, Source.MICROSOFT);
        } catch (FailedToken failure) {
            if (!refresh && present != null && present.isValid(now)) {
                return new Issued(present.token, Source.MEMORY);
            }
            throw failure;
        }
    }

    private void refuseFromMemory(Instant now) throws FailedToken {
        Failed recent = failed;
        if (recent != null && now.isBefore(recent.until)) {
            throw new FailedToken(recent.failure, Source.MEMORY);
        }
        Duration wait = throttle.remaining(now);
        if (wait.isPositive()) {
            throw new FailedToken(throttle.failure(wait), Source.MEMORY);
        }
    }

    private Kept ask() throws FailedToken {
        try {
            AccessToken token = request.send();
            Kept issued = Kept.of(token, clock.instant(), settings.forcedRefreshInterval());
            kept = issued;
            failed = null;
            return issued;
        } catch (MicrosoftException failure) {
            remember(failure.failure(), clock.instant());
            throw new FailedToken(failure.failure(), Source.MICROSOFT);
        }
    }

    private void remember(MicrosoftFailure failure, Instant now) {
        switch (failure) {
            case Throttled throttled -> throttle.add(now.plus(throttled.retryAfter()));
            case Unauthenticated _, Forbidden _, NotFound _, InvalidRequest _ ->
                failed = new Failed(failure, now.plus(settings.refusalMemory()));
            case MalformedAnswer _, Unavailable _ -> failed = new Failed(failure, now.plus(settings.outageMemory()));
        }
    }

    /** Where an answer came from. */
    enum Source {
        MEMORY,
        MICROSOFT
    }

    /** A token that was handed out. */
    record Issued(AccessToken token, Source source) {}

    /** There is no token, and why. */
    static final class FailedToken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient MicrosoftFailure failure;
        private final Source source;

        FailedToken(MicrosoftFailure failure, Source source) {
            super(failure.message(), null, false, false);
            this.failure = failure;
            this.source = source;
        }

        MicrosoftFailure failure() {
            return failure;
        }

        Source source() {
            return source;
        }
    }

    private record Failed(MicrosoftFailure failure, Instant until) {}

    private record Kept(
            AccessToken token, Instant issuedAt, Instant youngUntil, Instant replaceAt, Instant validUntil) {

        static Kept of(AccessToken token, Instant now, Duration young) {
            Duration life = Duration.between(now, token.expiresAt());
            Duration lastQuarter = life.dividedBy(4);
            Duration early = lastQuarter.compareTo(REPLACE_BEFORE_END) < 0 ? lastQuarter : REPLACE_BEFORE_END;
            Duration least = lastQuarter.compareTo(LEAST_LEFT) < 0 ? lastQuarter : LEAST_LEFT;
            return new Kept(
                    token,
                    now,
                    now.plus(young),
                    token.expiresAt().minus(early),
                    token.expiresAt().minus(least));
        }

        boolean answers(boolean refresh, Instant now) {
            return now.isBefore(refresh && youngUntil.isBefore(replaceAt) ? youngUntil : replaceAt);
        }

        boolean isValid(Instant now) {
            return now.isBefore(validUntil);
        }
    }
}
