package io.sluice.sentinel.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.polling.window.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A query over a window of the time at which rows could be queried first.
 *
 * @param body what it asks, with its parameters still free
 */
record WindowQuery(String body) {

    /** The incidents of a window. */
    static final WindowQuery INCIDENTS = named("incidents.kql");

    /** The alerts of a window. */
    static final WindowQuery ALERTS = named("alerts.kql");

    /**
     * How far the time a row says and the time it could be queried lie apart at most: Azure replaces what lies further
     * back than two days (Microsoft Learn: "Log data ingestion time in Azure Monitor").
     */
    private static final Duration LATEST = Duration.ofDays(3);

    /**
     * Returns the text that asks for a part of a window.
     *
     * @param memory how far back incidents are looked for that list an alert, and alerts that an incident lists
     * @param part which of {@code parts} equal parts, from 0
     */
    String text(Window window, Duration memory, int part, int parts) {
        Instant since = window.from().minus(LATEST);
        Instant remembered = window.from().minus(memory);
        return let("p_from", window.from())
                + let("p_to", window.to())
                + let("p_since", since)
                + let("p_memory", remembered.isBefore(since) ? remembered : since)
                + "let p_part = " + part + ";\nlet p_parts = " + parts + ";\n"
                + body;
    }

    private static String let(String name, Instant instant) {
        return "let " + name + " = datetime(" + Window.text(instant) + ");\n";
    }

    private static WindowQuery named(String file) {
        try (InputStream text = WindowQuery.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("The query " + file + " is missing");
            }
            return new WindowQuery(new String(text.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
