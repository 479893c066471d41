package io.sluice.poller;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Waits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Shows how long calls wait until Microsoft's limits have room for them, {@code sluice_quota_wait_seconds}. */
final class QuotaWaits implements Waits {

    private final Map<Purpose, Timer> timers = new EnumMap<>(Purpose.class);

    /**
     * Shows the waits of one interface.
     *
     * @param api the interface's name
     */
    QuotaWaits(MeterRegistry meters, String api) {
        for (Purpose purpose : Purpose.values()) {
            timers.put(
                    purpose,
                    Timer.builder("sluice.quota.wait")
                            .description("How long calls wait until Microsoft's limits have room for them")
                            .tags("api", api, "purpose", purpose.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    @Override
    public void waited(Purpose purpose, Duration time) {
        Objects.requireNonNull(timers.get(purpose), "there is one for each purpose")
                .record(time.isNegative() ? Duration.ZERO : time);
    }
}
