package io.sluice.connections.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the uses of credentials: each time Entra ID is asked, and of what is answered from memory the first time
 * that a caller gets it. The thousands of times after that say nothing new, and must cost next to nothing.
 */
@ApplicationScoped
public class CredentialUses {

    private static final String ACTION = "credential.use";

    /**
     * Longer than a token lives. Whoever is pushed out of a full memory, or comes twice at once, is written down once
     * more, not less.
     */
    private static final Duration REMEMBERED = Duration.ofHours(2);

    private static final int MOST_REMEMBERED = 100_000;

    private final Audit audit;
    private final Cache<HandOut, Boolean> known = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    CredentialUses(Audit audit) {
        this.audit = audit;
    }

    private record HandOut(String actor, @Nullable String connectionId, String resource, String what) {}

    /**
     * Writes down that Entra ID was asked for a token.
     *
     * @param outcome {@link Audit#DONE}, or the kind of the failure
     * @param what tells this token from the connection's next one, such as its expiry; or this failure from others
     */
    public void asked(Audited connection, String resource, String outcome, String what) {
        write(connection, resource, outcome, "entra-id");
        known.put(handOut(connection, resource, what), Boolean.TRUE);
    }

    /**
     * Writes down that a caller got from memory what had been asked for before, if it is the first time.
     *
     * @param outcome {@link Audit#DONE}, or the kind of the failure
     * @param what as in {@link #asked}
     */
    public void remembered(Audited connection, String resource, String outcome, String what) {
        HandOut handOut = handOut(connection, resource, what);
        if (known.getIfPresent(handOut) == null) {
            write(connection, resource, outcome, "memory");
            known.put(handOut, Boolean.TRUE); // only now: what could not be written is written the next time
        }
    }

    private HandOut handOut(Audited connection, String resource, String what) {
        return new HandOut(audit.caller().actor().id(), connection.connectionId(), resource, what);
    }

    private void write(Audited connection, String resource, String outcome, String source) {
        audit.record(ACTION, connection, outcome, Map.of("resource", resource, "tokenFrom", source));
    }
}
