package io.sluice.enrichment.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.enrichment.finding.AlertReading;
import io.sluice.enrichment.finding.MalformedEventException;
import io.sluice.enrichment.finding.MessageReading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what comes, and writes what belongs together. Records are taken in at once; the investigations that they change
 * are looked at a moment later, so that what comes together is looked at together.
 */
public final class CorrelationProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = Logger.getLogger(CorrelationProcessor.class);

    /** A task that has more to do goes on at the next tick, so that its thread stays with the group. */
    private static final Duration LONGEST_TICK = Duration.ofSeconds(2);

    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final CorrelationSettings settings;
    private final AlertReading alerts;
    private final MessageReading messages;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, Counter> kept = new HashMap<>();
    private final List<Cancellable> schedules = new ArrayList<>();

    private @Nullable Task task;

    /** What belongs to one task and ends with it. */
    private record Task(ProcessorContext<String, byte[]> context, Intake intake, Outlet outlet) {}

    /**
     * Makes a processor.
     *
     * @param alerts reads alerts
     * @param messages reads quarantined messages
     * @param clock gives the present, for what is to be asked and what is to be forgotten; no record depends on it
     */
    public CorrelationProcessor(
            CorrelationSettings settings,
            AlertReading alerts,
            MessageReading messages,
            InstantSource clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.alerts = alerts;
        this.messages = messages;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        // Counters of what should not happen are there before it does: the first would not be seen as an increase.
        meters.counter("sluice.correlation.faults").increment(0);
        TaskStores stores = TaskStores.of(context, settings);
        Outlet outlet = new Outlet(context, clock);
        Dossiers dossiers = new Dossiers(stores, settings.rules().window());
        Asking asking = new Asking(stores, dossiers, outlet, settings.followUps(), clock, meters);
        VersionWriting writing = new VersionWriting(stores, dossiers, asking, outlet, context::commit, clock, meters);
        Forgetting forgetting = new Forgetting(stores, writing, settings.retention(), clock);
        task = new Task(context, new Intake(stores, alerts, messages, clock), outlet);
        each(settings.pause(), () -> writing.write(LONGEST_TICK));
        each(ASKING, () -> asking.askWhatWaits(clock.instant().plus(LONGEST_TICK)));
        each(SWEEP, forgetting::someFindings);
        each(SWEEP, forgetting::someAnswers);
    }

    private void each(Duration interval, Runnable what) {
        schedules.add(task().context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, _ -> what.run()));
    }

    /** A task that is begun anew after a fault is given its schedules once more. */
    @Override
    public void close() {
        schedules.forEach(Cancellable::cancel);
        schedules.clear();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String topic = task().context.recordMetadata().orElseThrow().topic();
        try {
            task().intake.take(topic, record);
            kept.computeIfAbsent(topic, this::kept).increment();
        } catch (MalformedEventException malformed) {
            putAside(record, topic, Objects.requireNonNullElse(malformed.getMessage(), "it is malformed"));
        } catch (KafkaException outside) {
            throw outside; // the transaction is at stake
        } catch (RuntimeException bug) {
            // Thrown on, it would come again with the same record, for ever, and stop the others of this thread.
            LOG.errorf(bug, "Correlation met a fault of Sluice itself with a record of %s.", topic);
            putAside(record, topic, "correlation met a fault of Sluice itself; its log says more");
        }
    }

    private void putAside(Record<String, byte[]> record, String topic, String reason) {
        task().outlet.putAside(record, topic, reason);
        counter(topic, "dead-letter").increment();
    }

    private Counter kept(String topic) {
        counter(topic, "dead-letter").increment(0);
        return counter(topic, "kept");
    }

    private Counter counter(String topic, String outcome) {
        return meters.counter("sluice.correlation.events", "topic", topic, "outcome", outcome);
    }

    private Task task() {
        return Objects.requireNonNull(task, "init comes first");
    }
}
