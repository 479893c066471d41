package io.sluice.microsoft.quota;

import java.time.Duration;

/** Shows how long calls wait until a quota has room for them. */
@FunctionalInterface
public interface Waits {

    /** Shows nothing. */
    Waits UNSEEN = (_, _) -> {};

    /** A call has waited for so long, whether its turn came or not. */
    void waited(Purpose purpose, Duration time);
}
