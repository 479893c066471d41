package io.sluice.checks.finding;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.finding.Shapes;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Measures roughly how long an alert takes to normalize, on one core. It is no test: nothing fails when it is slow. */
public final class AlertSpeed {

    private static final int ROUNDS = 8;
    private static final int ALERTS = 20_000;

    private static final Instant PROCESSED_AT = Instant.parse("2026-02-03T10:20:06Z");

    private AlertSpeed() {}

    /** Runs all measurements with an alert and prints microseconds per alert. */
    public static void print(RawAlert sample, Shapes shapes) throws IOException, MalformedEvent {
        byte[] written = Json.write(sample);
        System.out.printf("alert %d bytes, raw record %d bytes%n", Json.write(sample.alert()).length, written.length);
        for (int round = 0; round < ROUNDS; round++) {
            long consumed = 0;
            long start = System.nanoTime();
            for (int i = 0; i < ALERTS; i++) {
                consumed += Json.read(written, RawAlert.class).tenantId().length();
            }
            long parsed = System.nanoTime();
            RawAlert raw = Json.read(written, RawAlert.class);
            for (int i = 0; i < ALERTS; i++) {
                consumed += AlertEvent.of(raw, shapes).version().length();
            }
            long versioned = System.nanoTime();
            AlertEvent event = AlertEvent.of(raw, shapes);
            for (int i = 0; i < ALERTS; i++) {
                consumed += event.finding(false, PROCESSED_AT).evidences().size();
            }
            long mapped = System.nanoTime();
            var finding = event.finding(false, PROCESSED_AT);
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
