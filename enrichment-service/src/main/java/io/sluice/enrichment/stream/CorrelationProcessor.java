package io.sluice.enrichment.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.correlation.ChangesHeader;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.finding.AlertReading;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import io.sluice.enrichment.finding.IncidentReading;
import io.sluice.enrichment.finding.MalformedEventException;
import io.sluice.enrichment.finding.MessageReading;
import io.sluice.enrichment.finding.Report;
import io.sluice.enrichment.followup.Admission;
import io.sluice.enrichment.followup.Answer;
import io.sluice.enrichment.followup.AnswerReading;
import io.sluice.enrichment.followup.FollowUps;
import io.sluice.enrichment.followup.Question;
import io.sluice.enrichment.graph.Component;
import io.sluice.enrichment.graph.Findings;
import io.sluice.enrichment.graph.Graph;
import io.sluice.enrichment.graph.SightingIndex;
import io.sluice.enrichment.investigation.Dossier;
import io.sluice.enrichment.investigation.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what comes, and writes what belongs together. Records are taken in at once; the investigations that they change
 * are looked at a moment later, so that what comes together is looked at together.
 */
public final class CorrelationProcessor implements Processor<String, byte[], String, byte[]> {

    static final String FINDINGS = "findings";
    static final String SIGHTINGS = "sightings";
    static final String INVESTIGATIONS = "investigations";
    static final String PENDING = "pending";
    static final String CLOSING = "closing";
    static final String ASKED = "asked";
    static final String ANSWERS = "answers";
    static final String WAITING = "waiting";
    static final String CONNECTIONS = "connections";

    /** The stores of a task. */
    static final List<String> STORES =
            List.of(FINDINGS, SIGHTINGS, INVESTIGATIONS, PENDING, CLOSING, ASKED, ANSWERS, WAITING, CONNECTIONS);

    private static final Logger LOG = Logger.getLogger(CorrelationProcessor.class);

    /** A GUID, as a rule; whoever writes to a topic from outside cannot break records with it. */
    private static final Pattern TENANT = Pattern.compile("[0-9A-Za-z.-]{1,64}/");

    private static final String SERVICE = "enrichment-service";

    /** A task that has more to do goes on at the next tick, so that its thread stays with the group. */
    private static final Duration LONGEST_TICK = Duration.ofSeconds(2);

    /** Behind so many changes there is a backlog: more of what belongs together is gathered before it is written. */
    private static final int BACKLOG = 300;

    private static final Duration PAUSE_OF_A_BACKLOG = Duration.ofMillis(700);

    /** A large investigation is written once in as many milliseconds as it has findings. */
    private static final int LARGE = 200;

    /** How many values of entities a finding names that no other one does, as a rule. */
    private static final int NAMES_OF_A_FINDING = 5;

    private static final Duration ASKING = Duration.ofSeconds(5);

    /** How many of a tenant's waiting investigations are looked at in a row: others wait too. */
    private static final int ASKING_AT_ONCE = 50;

    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final int SWEPT_AT_ONCE = 500;

    /** Forgetting is of one transaction like everything else; the others of the task wait meanwhile. */
    private static final int FORGOTTEN_AT_ONCE = 500;

    private static final int ANSWERS_LOOKED_AT = 100;

    private final CorrelationSettings settings;
    private final AlertReading alerts;
    private final MessageReading messages;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, Counter> kept = new HashMap<>();
    private final Resting resting = new Resting();
    private final List<Cancellable> schedules = new ArrayList<>();

    private @Nullable ProcessorContext<String, byte[]> streams;
    private @Nullable Task task;
    private Instant wrote = Instant.EPOCH;

    /** What belongs to one task and ends with it. */
    private record Task(
            Graph graph,
            Ledger ledger,
            Pending pending,
            Pending closing,
            FollowUps followUps,
            Waiting waiting,
            ConnectionChoice connections,
            KeyValueStore<String, byte[]> findings) {}

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
        streams = context;
        KeyValueStore<String, byte[]> findings = context.getStateStore(FINDINGS);
        Graph graph = new Graph(
                new Findings(findings, settings.kept()),
                new SightingIndex(
                        context.getStateStore(SIGHTINGS),
                        settings.kept() * NAMES_OF_A_FINDING,
                        settings.rules().busyFrom()),
                settings.rules());
        task = new Task(
                graph,
                new Ledger(context.getStateStore(INVESTIGATIONS)),
                new Pending(context.getStateStore(PENDING)),
                new Pending(context.getStateStore(CLOSING)),
                new FollowUps(context.getStateStore(ASKED), context.getStateStore(ANSWERS), settings.followUps()),
                new Waiting(context.getStateStore(WAITING)),
                new ConnectionChoice(context.getStateStore(CONNECTIONS)),
                findings);
        Sweep sweep = new Sweep();
        schedules.add(context.schedule(settings.pause(), PunctuationType.WALL_CLOCK_TIME, _ -> writeWhatChanged()));
        schedules.add(context.schedule(ASKING, PunctuationType.WALL_CLOCK_TIME, _ -> askWhatWaits()));
        schedules.add(context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, _ -> sweep.some()));
        schedules.add(context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, _ -> forgetSomeAnswers()));
    }

    /** A task that is begun anew after a fault is given its schedules once more. */
    @Override
    public void close() {
        schedules.forEach(Cancellable::cancel);
        schedules.clear();
    }

    // ---- taking in

    @Override
    public void process(Record<String, byte[]> record) {
        String topic = context().recordMetadata().orElseThrow().topic();
        try {
            if (topic.equals(Topics.CONNECTIONS.name())) {
                task().connections.keep(key(record), record.value());
                task().waiting.connected(Keys.tenantOf(key(record)), clock.millis());
            } else if (record.value() != null) {
                takeIn(topic, Keys.tenantOf(key(record)), record.value());
            }
            kept.computeIfAbsent(topic, this::kept).increment();
        } catch (MalformedEventException malformed) {
            deadLetter(record, topic, Objects.requireNonNullElse(malformed.getMessage(), "it is malformed"));
        } catch (KafkaException outside) {
            throw outside; // the transaction is at stake
        } catch (RuntimeException bug) {
            // Thrown on, it would come again with the same record, for ever, and stop the others of this thread.
            LOG.errorf(bug, "Correlation met a fault of Sluice itself with a record of %s.", topic);
            deadLetter(record, topic, "correlation met a fault of Sluice itself; its log says more");
        }
    }

    private Counter kept(String topic) {
        return meters.counter("sluice.correlation.events", "topic", topic, "outcome", "kept");
    }

    private static String key(Record<String, byte[]> record) throws MalformedEventException {
        if (record.key() == null || !TENANT.matcher(record.key()).lookingAt()) {
            throw new MalformedEventException("its key does not begin with a tenant's id and a slash");
        }
        return record.key();
    }

    private void takeIn(String topic, String tenant, byte[] value) throws MalformedEventException {
        if (topic.equals(Topics.ALERTS.name())) {
            AlertReading.Reported alert = alerts.read(value);
            keep(tenant, FindingKind.ALERT, alert.uid(), alert.report());
        } else if (topic.equals(Topics.INCIDENTS.name())) {
            IncidentReading.Reported incident = IncidentReading.read(value);
            keep(tenant, FindingKind.INCIDENT, incident.uid(), incident.report());
        } else {
            try {
                takeInAnswer(topic, tenant, value);
            } catch (IOException notJson) {
                throw new MalformedEventException("it is no JSON of the form that " + topic + " has");
            }
        }
    }

    private void takeInAnswer(String topic, String tenant, byte[] value) throws IOException {
        if (topic.equals(Topics.QUARANTINE_RESULTS.name())) {
            Result<QuarantinedMessage> result = AnswerReading.quarantine(value);
            for (QuarantinedMessage message : result.items()) {
                if (MessageReading.isFetched(message)) {
                    keep(
                            tenant,
                            FindingKind.MESSAGE,
                            message.identity(),
                            messages.read(message, result.at(), result.connectionId()));
                }
            }
            keepAnswer(tenant, result, before -> AnswerReading.withMessages(before, result));
        } else if (topic.equals(Topics.QUERY_RESULTS.name())) {
            var result = AnswerReading.query(value);
            keepAnswer(tenant, result, before -> AnswerReading.withRows(before, result));
        } else {
            var result = AnswerReading.directory(value);
            keepAnswer(tenant, result, before -> AnswerReading.withEntry(before, result));
        }
    }

    private void keep(String tenant, FindingKind kind, String uid, Report report) {
        Graph graph = task().graph;
        Finding before = graph.finding(tenant, kind.id(uid)).orElse(null);
        Finding.with(before, kind, uid, report).ifPresent(finding -> {
            graph.put(tenant, before, finding, touched -> task().pending.touch(tenant, touched));
        });
    }

    /** Only what was asked by ourselves: whoever asks something else reads the answer where it is. */
    private void keepAnswer(String tenant, Result<?> result, Function<@Nullable Answer, Answer> grown) {
        task().followUps
                .keep(tenant, result.requestId(), grown)
                .filter(Answer::isWhole)
                .flatMap(_ -> Question.about(result.causationId()))
                .map(entity -> task().graph.naming(tenant, entity))
                .orElse(List.of())
                .forEach(finding -> task().pending.touch(tenant, finding));
    }

    // ---- writing

    private void writeWhatChanged() {
        Pending pending = task().pending;
        Instant now = clock.instant();
        if (pending.isEmpty() || (pending.size() > BACKLOG && now.isBefore(wrote.plus(PAUSE_OF_A_BACKLOG)))) {
            return;
        }
        wrote = now;
        if (pending.size() <= BACKLOG) {
            context().commit(); // what is written now is to be seen now
        }
        Instant until = now.plus(LONGEST_TICK);
        Set<String> seen = new HashSet<>();
        Queue<String> ahead = pending.all();
        while (!ahead.isEmpty() && clock.instant().isBefore(until)) {
            String key = ahead.remove();
            if (seen.contains(key) || task().closing.contains(key)) {
                pending.done(key);
                continue;
            }
            String tenant = Keys.tenantOf(key);
            String id = key.substring(tenant.length() + 1);
            if (resting.isAny() && isResting(tenant, id)) {
                continue;
            }
            try {
                task().graph.around(tenant, id).ifPresent(component -> {
                    component.findings().forEach(finding -> seen.add(Keys.of(tenant, finding.id())));
                    write(tenant, component);
                });
            } catch (KafkaException outside) {
                throw outside; // the transaction is at stake
            } catch (RuntimeException bug) {
                // Thrown on, it would come again at each start, for ever, and stop the others of this task.
                LOG.errorf(bug, "Correlation met a fault of Sluice itself around %s: its investigation is stale.", key);
                meters.counter("sluice.correlation.faults").increment();
            }
            pending.done(key);
        }
        meters.summary("sluice.correlation.pending").record(pending.size());
    }

    private boolean isResting(String tenant, String id) {
        return task().graph
                .finding(tenant, id)
                .filter(finding -> resting.isResting(tenant, finding, clock.millis()))
                .isPresent();
    }

    private void write(String tenant, Component component) {
        List<Finding> members = component.alerts();
        if (members.isEmpty()) {
            return; // incidents and messages alone are no investigation
        }
        if (component.findings().size() > LARGE) {
            resting.rest(tenant, component, clock.millis());
        }
        Dossier dossier = dossier(tenant, component);
        task().ledger.open(tenant, dossier).ifPresent(this::tell);
        for (Finding alert : members.subList(1, members.size())) {
            task().ledger
                    .merged(tenant, investigationId(tenant, alert), dossier)
                    .ifPresent(this::tell);
        }
        ask(tenant, dossier);
    }

    private Dossier dossier(String tenant, Component component) {
        return new Dossier(
                tenant,
                investigationId(tenant, component.alerts().getFirst()),
                component,
                settings.rules().window(),
                task().followUps.answers(tenant));
    }

    /** The id of the investigation whose oldest alert this is. */
    private static String investigationId(String tenant, Finding oldest) {
        return UUID.nameUUIDFromBytes(Keys.of(tenant, oldest.uid()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void tell(Ledger.Version version) {
        String tenant = version.change().tenantId();
        String id = version.change().investigationId();
        String key = Keys.of(tenant, id);
        Instant time = version.change().time();
        Headers headers = headers(CloudEvent.on(Topics.INVESTIGATIONS, version.eventId(), version.source(), id, time));
        ChangesHeader.write(version.change().changes(), headers);
        forward(Topics.INVESTIGATIONS, key, version.value(), headers);
        forward(
                Topics.INVESTIGATION_CHANGES,
                key,
                Json.write(version.change()),
                headers(CloudEvent.on(Topics.INVESTIGATION_CHANGES, version.eventId(), version.source(), id, time)));
        meters.counter(
                        "sluice.investigations",
                        "change",
                        version.change().kind().word())
                .increment();
    }

    // ---- asking

    private void ask(String tenant, Dossier dossier) {
        Instant now = clock.instant();
        String finding = dossier.alerts().getFirst().id();
        Instant asksUntil =
                Instant.ofEpochMilli(dossier.read()).plus(settings.followUps().youngerThan());
        if (asksUntil.isBefore(now)) {
            task().waiting.remove(tenant, finding);
            return;
        }
        boolean late =
                dossier.time() < now.minus(settings.followUps().lateAfter()).toEpochMilli();
        long soon = Long.MAX_VALUE;
        long later = Long.MAX_VALUE;
        boolean unconnected = false;
        for (Question question : dossier.questions(
                settings.followUps().rules(), settings.followUps().perInvestigation())) {
            Optional<Connection> connection = task().connections.of(tenant, question.rule());
            if (connection.isEmpty()) {
                unconnected = true; // the tenant is unknown, or nobody may ask this there
                continue;
            }
            switch (task().followUps.admit(tenant, question, late, now)) {
                case Admission.Ask ask -> {
                    forward(
                            question.rule().topic(),
                            Keys.of(tenant, ask.id()),
                            Json.write(ask.request(connection.get(), dossier.id())),
                            new RecordHeaders());
                    count(question, ask.attempt() == 1 ? "asked" : "asked-again");
                }
                case Admission.Wait wait -> {
                    soon = wait.late() ? soon : Math.min(soon, wait.until());
                    later = wait.late() ? Math.min(later, wait.until()) : later;
                    if (wait.spent()) {
                        count(question, wait.late() ? "behind-others" : "budget-spent");
                    }
                }
                case Admission.Known _ -> {
                    // Once is enough.
                }
            }
        }
        int score = dossier.score().value();
        if (soon < Long.MAX_VALUE) {
            task().waiting.put(tenant, finding, Waiting.Lane.SOON, soon, score);
        } else if (later < Long.MAX_VALUE) {
            task().waiting.put(tenant, finding, Waiting.Lane.LATE, later, score);
        } else if (unconnected) {
            task().waiting.put(tenant, finding, Waiting.Lane.UNCONNECTED, asksUntil.toEpochMilli(), score);
        } else {
            task().waiting.remove(tenant, finding);
        }
    }

    private void count(Question question, String outcome) {
        meters.counter("sluice.follow.ups", "rule", question.rule().word(), "outcome", outcome)
                .increment();
    }

    /** Asks what could not be asked at once: what is news first, then what is long over. */
    private void askWhatWaits() {
        Instant until = clock.instant().plus(LONGEST_TICK);
        for (String tenant : task().waiting.tenants()) {
            if (task().pending.size() > BACKLOG || clock.instant().isAfter(until)) {
                return; // what is new comes first
            }
            Optional<String> next = nextToAsk(tenant);
            for (int looked = 0; next.isPresent() && looked < ASKING_AT_ONCE; looked++) {
                askAround(tenant, next.get());
                next = nextToAsk(tenant);
            }
        }
    }

    private Optional<String> nextToAsk(String tenant) {
        Instant now = clock.instant();
        Waiting waiting = task().waiting;
        FollowUps followUps = task().followUps;
        Optional<String> soon = followUps.mayAsk(tenant, false, now)
                ? waiting.take(tenant, Waiting.Lane.SOON, now.toEpochMilli())
                : Optional.empty();
        return soon.or(() -> followUps.mayAsk(tenant, true, now)
                        ? waiting.take(tenant, Waiting.Lane.LATE, now.toEpochMilli())
                        : Optional.empty())
                .or(() -> waiting.take(tenant, Waiting.Lane.UNCONNECTED, now.toEpochMilli()));
    }

    private void askAround(String tenant, String finding) {
        try {
            task().graph
                    .around(tenant, finding)
                    .filter(component -> !component.alerts().isEmpty())
                    .ifPresent(component -> ask(tenant, dossier(tenant, component)));
        } catch (KafkaException outside) {
            throw outside; // the transaction is at stake
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "Correlation met a fault of Sluice itself around %s: nothing is asked about it.", finding);
            meters.counter("sluice.correlation.faults").increment();
        }
    }

    // ---- forgetting

    private void forgetSomeAnswers() {
        task().ledger.letGo(clock.instant(), SWEPT_AT_ONCE);
        task().followUps
                .forgetSome(clock.instant().minus(settings.retention()), task().graph::isNamed, ANSWERS_LOOKED_AT);
    }

    /**
     * Goes through the findings, some at a time, and closes what got nothing for the time that things are kept. What is
     * large is forgotten in pieces; nothing is written of what is left of it meanwhile.
     */
    private final class Sweep {

        private @Nullable String from;
        private int forgotten;

        private void some() {
            if (!task().pending.isEmpty()) {
                return; // what is new comes first
            }
            long before = clock.instant().minus(settings.retention()).toEpochMilli();
            forgotten = 0;
            forgetWhatCloses(before);
            if (task().closing.isEmpty()) {
                for (String key : old(before)) {
                    if (forgotten >= FORGOTTEN_AT_ONCE || !task().closing.isEmpty()) {
                        from = key;
                        return;
                    }
                    closeIfOld(key, before);
                }
            }
        }

        private List<String> old(long before) {
            List<String> old = new ArrayList<>();
            int looked = 0;
            try (KeyValueIterator<String, byte[]> some = task().findings.range(from, null)) {
                from = null;
                while (some.hasNext()) {
                    KeyValue<String, byte[]> entry = some.next();
                    if (looked++ == SWEPT_AT_ONCE) {
                        from = entry.key;
                        break;
                    }
                    if (Finding.of(entry.value).read() < before) {
                        old.add(entry.key);
                    }
                }
            }
            return old;
        }

        private void closeIfOld(String key, long before) {
            String tenant = Keys.tenantOf(key);
            task().graph
                    .around(tenant, key.substring(tenant.length() + 1))
                    .filter(component -> component.findings().stream().allMatch(finding -> finding.read() < before))
                    .ifPresent(component -> {
                        if (!component.alerts().isEmpty()) {
                            Dossier dossier = dossier(tenant, component);
                            task().ledger.closed(tenant, dossier).ifPresent(CorrelationProcessor.this::tell);
                            task().ledger.forget(tenant, dossier.id(), clock.instant());
                        }
                        if (component.findings().size() > LARGE) {
                            component
                                    .findings()
                                    .forEach(finding -> task().closing.touch(tenant, finding.id()));
                            forgetWhatCloses(before);
                        } else {
                            component.findings().forEach(finding -> forget(tenant, finding));
                        }
                    });
        }

        private void forgetWhatCloses(long before) {
            for (String key : task().closing.all()) {
                if (forgotten >= FORGOTTEN_AT_ONCE) {
                    return;
                }
                String tenant = Keys.tenantOf(key);
                task().closing.done(key);
                task().graph.finding(tenant, key.substring(tenant.length() + 1)).ifPresent(finding -> {
                    if (finding.read() < before) {
                        forget(tenant, finding);
                    } else {
                        task().pending.touch(tenant, finding.id()); // it has got news
                    }
                });
            }
        }

        private void forget(String tenant, Finding finding) {
            forgotten++;
            if (finding.kind() == FindingKind.ALERT) {
                task().ledger.forget(tenant, investigationId(tenant, finding), clock.instant());
                task().waiting.remove(tenant, finding.id());
            }
            task().graph.remove(tenant, finding, touched -> task().pending.touch(tenant, touched));
        }
    }

    // ---- sending

    private void deadLetter(Record<String, byte[]> record, String topic, String reason) {
        String key = record.key() == null ? "unknown" : record.key();
        String tenantId = Keys.tenantOf(key);
        var place = context().recordMetadata().orElseThrow();
        LOG.warnf(
                "A record of %s (partition %d, offset %d, key %s) is put on %s: %s",
                topic, place.partition(), place.offset(), key, Topics.DEAD_LETTERS.name(), reason);
        byte[] value = Objects.requireNonNullElse(record.value(), new byte[0]);
        forward(
                Topics.DEAD_LETTERS,
                key,
                Json.write(DeadLetter.of(tenantId, null, SERVICE + ": correlation", reason, clock.instant(), value)),
                headers(CloudEvent.on(
                        Topics.DEAD_LETTERS,
                        topic + "/" + place.partition() + "/" + place.offset() + "/" + SERVICE,
                        CloudEvent.source(tenantId, SERVICE),
                        key,
                        clock.instant())));
        meters.counter("sluice.correlation.events", "topic", topic, "outcome", "dead-letter")
                .increment();
    }

    private static Headers headers(CloudEvent event) {
        Headers headers = new RecordHeaders();
        event.writeTo(headers);
        return headers;
    }

    private void forward(Topic topic, String key, byte[] value, Headers headers) {
        context().forward(new Record<>(key, value, clock.millis(), headers), topic.name());
    }

    private ProcessorContext<String, byte[]> context() {
        return Objects.requireNonNull(streams, "init comes first");
    }

    private Task task() {
        return Objects.requireNonNull(task, "init comes first");
    }
}
