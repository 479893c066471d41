package io.sluice.local.bench.correlation;

import io.sluice.local.bench.correlation.Speed.Result;
import io.sluice.local.bench.correlation.Speed.Throughput;
import java.util.Formatter;
import java.util.Locale;

/** Tells people how fast investigations come. */
final class SpeedReport {

    private SpeedReport() {}

    /** Returns everything that is worth saying, in lines. */
    static String of(Result result) {
        Formatter text = new Formatter(Locale.ROOT);
        text.format("%n");
        if (!result.throughputs().isEmpty()) {
            text.format(
                    "%9s %8s %10s %10s %13s %15s %11s %11s%n",
                    "ENTITIES",
                    "EVENTS",
                    "SIZE",
                    "EVENTS/S",
                    "CPU AN EVENT",
                    "PEAK RESIDENT",
                    "PEAK HEAP",
                    "LIVE HEAP");
        }
        for (Throughput each : result.throughputs()) {
            text.format(
                    "%9d %8d %7.1f KB %10.0f %10.0f µs %12d MB %8d MB %8d MB%n",
                    each.entities(),
                    each.events(),
                    each.bytes() / 1e3 / each.events(),
                    each.eventsPerSecond(),
                    each.cpuMicrosPerEvent(),
                    each.effort().peakResidentMegabytes(),
                    each.effort().peakHeapMegabytes(),
                    each.effort().liveHeapMegabytes());
        }
        Latency latency = result.latency();
        if (latency != null) {
            text.format(
                    "%d alerts at %d events a second with %d entities: half within %d ms, 99 of 100 within %d ms, all within %d ms%n",
                    latency.alerts(),
                    Latency.EVENTS_PER_SECOND,
                    latency.entities(),
                    latency.median().toMillis(),
                    latency.p99().toMillis(),
                    latency.longest().toMillis());
        }
        text.format(
                result.pinned()
                        ? "enrichment-service had one core for itself, Kafka and this program the others%n"
                        : "enrichment-service could not be given a core for itself: it used one at a time, whichever%n");
        return text.toString().stripTrailing();
    }

    /** Says whether every bound holds. */
    static boolean isGood(Result result) {
        Latency latency = result.latency();
        return (latency == null || latency.p99().compareTo(Speed.P99) < 0)
                && result.throughputs().stream()
                        .filter(each -> each.entities() >= Speed.AT_ENTITIES)
                        .allMatch(each -> each.eventsPerSecond() >= Speed.EVENTS_PER_SECOND);
    }
}
