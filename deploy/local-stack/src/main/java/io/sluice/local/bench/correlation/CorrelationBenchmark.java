package io.sluice.local.bench.correlation;

import io.sluice.local.bench.correlation.Quality.Outcome;
import io.sluice.local.bench.correlation.Speed.Result;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.stack.Progress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The benchmark of investigations. */
public final class CorrelationBenchmark {

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens and what was measured, and the time. */
    public CorrelationBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /** What can be run. */
    public enum Section {
        /** How well alerts are put together, in four orders of the same events. */
        QUALITY,
        /** How many events a second one core puts together. */
        THROUGHPUT,
        /** How soon an alert is in its investigation. */
        LATENCY
    }

    /**
     * What is to be run.
     *
     * @param events where the recording is kept; none to make a new one
     * @param tenants how many tenants are recorded
     * @param sections what to run
     * @param entities how many entities are in the store when speed is measured, one after the other
     */
    public record Plan(@Nullable Path events, int tenants, Set<Section> sections, List<Integer> entities) {

        /** Copies the collections. */
        public Plan {
            sections = Set.copyOf(sections);
            entities = List.copyOf(entities);
        }
    }

    /**
     * Runs it, each part in a stack of its own, which is ended afterwards.
     *
     * @return whether every bound holds
     */
    public boolean run(Plan plan) throws InterruptedException {
        Recording recording = recording(plan);
        boolean good = true;
        if (plan.sections().contains(Section.QUALITY)) {
            good = quality(recording);
        }
        boolean throughput = plan.sections().contains(Section.THROUGHPUT);
        boolean latency = plan.sections().contains(Section.LATENCY);
        if (throughput || latency) {
            Result result =
                    new Speed(home, ports, progress, clock).run(recording, plan.entities(), throughput, latency);
            progress.say(SpeedReport.of(result));
            boolean fast = SpeedReport.isGood(result);
            progress.say((fast ? "OK" : "NOT OK") + ": bounds are " + Speed.EVENTS_PER_SECOND + " events a second with "
                    + Speed.AT_ENTITIES + " entities, and " + Speed.P99.toSeconds() + " s for 99 of 100 alerts.");
            good &= fast;
        }
        return good;
    }

    private boolean quality(Recording recording) throws InterruptedException {
        List<Outcome> outcomes = new Quality(home, ports, progress, clock).run(recording);
        progress.say(QualityReport.of(recording.truth(), outcomes));
        Path mistakes = home.logs().resolve("correlation-mistakes.txt");
        new Mistakes(recording.truth(), outcomes.getFirst().newest()).write(mistakes);
        progress.say("Every mistake with its reasons is in " + mistakes);
        boolean good = outcomes.stream().allMatch(Outcome::isGood);
        progress.say((good ? "OK" : "NOT OK") + ": bounds are a pair precision of " + Quality.PRECISION
                + " and a pair recall of " + Quality.RECALL
                + ", and the investigations must be the same in every order.");
        return good;
    }

    private Recording recording(Plan plan) throws InterruptedException {
        Path folder = plan.events();
        if (folder == null) {
            return new Recorder(home, ports, progress, clock).record(plan.tenants());
        }
        RecordingFolder kept = new RecordingFolder(folder);
        if (!kept.isThere()) {
            kept.write(new Recorder(home, ports, progress, clock).record(plan.tenants()));
        }
        return kept.read();
    }
}
