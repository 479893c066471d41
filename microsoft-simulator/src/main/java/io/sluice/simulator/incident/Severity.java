package io.sluice.simulator.incident;

import java.util.Comparator;
import java.util.List;

/** The order of severities. */
public final class Severity {

    private static final List<String> ASCENDING = List.of("UnSpecified", "Informational", "Low", "Medium", "High");

    private Severity() {}

    /** Whether this is a severity. */
    public static boolean isKnown(String severity) {
        return ASCENDING.contains(severity);
    }

    /** The highest among alerts, or the default if there are none. */
    public static String highest(List<Alert> alerts, String otherwise) {
        return alerts.stream()
                .map(Alert::severity)
                .max(Comparator.comparingInt(ASCENDING::indexOf))
                .orElse(otherwise);
    }
}
