package io.sluice.sentinel.normalize;

import io.sluice.checks.finding.AlertSpeed;
import io.sluice.polling.finding.MalformedEvent;
import java.io.IOException;

/**
 * Measures roughly how long an alert takes, on one core: {@code java -cp …
 * io.sluice.sentinel.normalize.NormalizerSpeed}.
 */
final class NormalizerSpeed {

    private NormalizerSpeed() {}

    /** Runs all measurements and prints microseconds per alert. */
    public static void main(String[] arguments) throws IOException, MalformedEvent {
        AlertSpeed.print(Samples.raw(Samples.alert()), SentinelShape.ALL);
    }
}
