package io.sluice.quarantine.exchange;

import java.time.Duration;

/**
 * How Exchange Online is treated. Microsoft publishes no limits; the defaults are those of clients that have lived with
 * it.
 *
 * @param interval the time between the starts of two calls for one tenant
 * @param concurrency how many calls for one tenant run at once, at most; fewer where Exchange throttles
 * @param tries how often a call is made that fails in a way that passes
 * @param backOff the wait before the second try; it doubles from try to try, up to 30 times this, and varies by half
 * @param maxMessageBytes how large an exported message may be
 */
public record ExchangeSettings(Duration interval, int concurrency, int tries, Duration backOff, long maxMessageBytes) {

    /** One call a second, four at once, five tries from one second on, 160 MB (Exchange Online carries 150 MB). */
    public static final ExchangeSettings DEFAULTS =
            new ExchangeSettings(Duration.ofSeconds(1), 4, 5, Duration.ofSeconds(1), 160L * 1024 * 1024);

    public ExchangeSettings {
        if (!interval.isPositive() || concurrency < 1 || tries < 1 || !backOff.isPositive() || maxMessageBytes < 1) {
            throw new IllegalArgumentException("Each setting for Exchange Online must be greater than zero");
        }
    }
}
