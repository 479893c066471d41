package io.sluice.connections.stack;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what comes later: much longer than it takes, as a machine that builds can be slow. */
public final class Patience {

    private static final Duration LONG = Duration.ofMinutes(1);

    private Patience() {}

    /** Returns an Awaitility that waits a minute. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
