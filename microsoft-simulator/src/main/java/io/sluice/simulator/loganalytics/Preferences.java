package io.sluice.simulator.loganalytics;

import java.time.Duration;
import java.util.Locale;

/**
 * What a request wants beyond rows, in its {@code Prefer} header.
 *
 * @param longest how long the query may run
 * @param statistics whether statistics are wanted
 * @param render whether the way of drawing is wanted
 */
record Preferences(Duration longest, boolean statistics, boolean render) {

    private static final long USUAL = 180;
    private static final long LONGEST = 600;

    /** Reads the header; what it does not know is ignored, as by the real service. */
    static Preferences of(String header) {
        long wait = USUAL;
        boolean statistics = false;
        boolean render = false;
        for (String item : header.toLowerCase(Locale.ROOT).split("[,;]", -1)) {
            String plain = item.strip();
            if (plain.matches("wait=\\d{1,9}")) {
                wait = Math.min(LONGEST, Long.parseLong(plain.substring("wait=".length())));
            }
            statistics |= plain.equals("include-statistics=true");
            render |= plain.equals("include-render=true");
        }
        return new Preferences(Duration.ofSeconds(wait), statistics, render);
    }
}
