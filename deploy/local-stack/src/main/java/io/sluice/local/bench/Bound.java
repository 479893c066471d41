package io.sluice.local.bench;

import java.util.Locale;

/**
 * What something may be at most.
 *
 * @param what it is, in words for people
 * @param measured what it was
 * @param most what it may be
 * @param unit of both; empty if it has none
 */
public record Bound(String what, double measured, double most, String unit) {

    /** Returns whether it was no more than it may be. */
    public boolean holds() {
        return measured <= most;
    }

    /** Returns a line that says so. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-6s  %s: %s, the bound is %s",
                holds() ? "OK" : "NOT OK",
                what,
                text(measured),
                text(most));
    }

    private String text(double value) {
        String number = value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
        return unit.isEmpty() ? number : number + " " + unit;
    }
}
