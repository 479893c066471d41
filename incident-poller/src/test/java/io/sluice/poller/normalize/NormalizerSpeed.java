package io.sluice.poller.normalize;

import io.sluice.checks.finding.AlertSpeed;
import io.sluice.polling.finding.MalformedEvent;
import java.io.IOException;

/**
 * Measures roughly how long an alert takes, on one core: {@code java -cp … io.sluice.poller.normalize.NormalizerSpeed}.
 */
final class NormalizerSpeed {

    private NormalizerSpeed() {}

    /** Runs all measurements and prints microseconds per alert. */
    public static void main(String[] arguments) throws IOException, MalformedEvent {
        AlertSpeed.print(Samples.raw(Samples.alert()), DefenderShape.ALL);
    }
}
