package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.MalformedEvent;
import java.io.IOException;
import java.util.Locale;

/**
 * Measures roughly how long an alert takes, on one core: {@code java -cp …
 * io.sluice.sentinel.normalize.NormalizerSpeed}. It is no test: nothing fails when it is slow.
 */
final class NormalizerSpeed {

    private static final int ROUNDS = 8;
    private static final int ALERTS = 20_000;

    private NormalizerSpeed() {}

    /** Runs all measurements and prints microseconds per alert. */
    public static void main(String[] arguments) throws IOException, MalformedEvent {
        ObjectNode alert = Samples.alert();
        byte[] written = Json.write(Samples.raw(alert));
        System.out.printf("alert %d bytes, raw record %d bytes%n", Json.write(alert).length, written.length);
        for (int round = 0; round < ROUNDS; round++) {
            long consumed = 0;
            long start = System.nanoTime();
            for (int i = 0; i < ALERTS; i++) {
                consumed += Json.read(written, RawAlert.class).tenantId().length();
            }
            long parsed = System.nanoTime();
            RawAlert raw = Json.read(written, RawAlert.class);
            for (int i = 0; i < ALERTS; i++) {
                consumed += AlertEvent.of(raw, SentinelShape.ALL).version().length();
            }
            long versioned = System.nanoTime();
            AlertEvent event = AlertEvent.of(raw, SentinelShape.ALL);
            for (int i = 0; i < ALERTS; i++) {
                consumed +=
                        event.finding(false, Samples.PROCESSED_AT).evidences().size();
            }
            long mapped = System.nanoTime();
            var finding = event.finding(false, Samples.PROCESSED_AT);
            for (int i = 0; i < ALERTS; i++) {
                consumed += Json.write(finding).length;
            }
            long serialized = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "read %.1f µs, version %.1f µs, finding %.1f µs, write %.1f µs (%d)%n",
                    micros(start, parsed),
                    micros(parsed, versioned),
                    micros(versioned, mapped),
                    micros(mapped, serialized),
                    consumed);
        }
    }

    private static double micros(long from, long to) {
        return (to - from) / 1000.0 / ALERTS;
    }
}
