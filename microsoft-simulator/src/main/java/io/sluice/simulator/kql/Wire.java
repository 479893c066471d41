package io.sluice.simulator.kql;

import java.time.Duration;

/** Values as answers have them where that is Kusto's own matter. */
public final class Wire {

    private Wire() {}

    /** A span of time: {@code 1.02:03:04.0500000}. */
    public static String text(Duration span) {
        return Times.text(span);
    }
}
