package io.sluice.enrichment.stream;

import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.finding.AlertReading;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import io.sluice.enrichment.finding.IncidentReading;
import io.sluice.enrichment.finding.MalformedEventException;
import io.sluice.enrichment.finding.MessageReading;
import io.sluice.enrichment.finding.Report;
import io.sluice.enrichment.followup.Answer;
import io.sluice.enrichment.followup.AnswerReading;
import io.sluice.enrichment.followup.Question;
import io.sluice.enrichment.graph.Graph;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes in what comes: it is kept at once, and noted whose investigation may be another now. */
final class Intake {

    /** A GUID, as a rule; whoever writes to a topic from outside cannot break records with it. */
    private static final Pattern TENANT = Pattern.compile("[0-9A-Za-z.-]{1,64}/");

    /** A tenant's id, and the longest id of anything. */
    static final int MOST_CHARACTERS_OF_A_KEY = 1_100;

    private final TaskStores stores;
    private final AlertReading alerts;
    private final MessageReading messages;
    private final InstantSource clock;

    Intake(TaskStores stores, AlertReading alerts, MessageReading messages, InstantSource clock) {
        this.stores = stores;
        this.alerts = alerts;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Takes a record in.
     *
     * @throws MalformedEventException if it cannot be understood
     */
    void take(String topic, Record<String, byte[]> record) throws MalformedEventException {
        if (topic.equals(Topics.CONNECTIONS.name())) {
            if (stores.connections().keep(key(record), record.value())) {
                stores.waiting().connected(Keys.tenantOf(key(record)), clock.millis());
            }
        } else if (record.value() != null) {
            take(topic, Keys.tenantOf(key(record)), record.value(), record.timestamp());
        }
    }

    private static String key(Record<String, byte[]> record) throws MalformedEventException {
        if (record.key() == null || !TENANT.matcher(record.key()).lookingAt()) {
            throw new MalformedEventException("its key does not begin with a tenant's id and a slash");
        }
        if (record.key().length() > MOST_CHARACTERS_OF_A_KEY) {
            throw new MalformedEventException("its key is longer than any of Sluice's");
        }
        return record.key();
    }

    private void take(String topic, String tenant, byte[] value, long written) throws MalformedEventException {
        if (topic.equals(Topics.ALERTS.name())) {
            AlertReading.Reported alert = alerts.read(value, written);
            keep(tenant, FindingKind.ALERT, alert.uid(), alert.report());
        } else if (topic.equals(Topics.INCIDENTS.name())) {
            IncidentReading.Reported incident = IncidentReading.read(value, written);
            keep(tenant, FindingKind.INCIDENT, incident.uid(), incident.report());
        } else {
            try {
                takeAnswer(topic, tenant, value, written);
            } catch (IOException notJson) {
                throw new MalformedEventException("it is no JSON of the form that " + topic + " has");
            }
        }
    }

    private void takeAnswer(String topic, String tenant, byte[] value, long written)
            throws IOException, MalformedEventException {
        if (topic.equals(Topics.QUARANTINE_RESULTS.name())) {
            Result<QuarantinedMessage> result = AnswerReading.quarantine(value);
            List<QuarantinedMessage> fetched =
                    result.items().stream().filter(MessageReading::isFetched).toList();
            List<Report> reports = new ArrayList<>(); // all are looked at before any is kept
            for (QuarantinedMessage message : fetched) {
                reports.add(messages.read(message, result.at(), written, result.connectionId()));
            }
            for (int i = 0; i < fetched.size(); i++) {
                keep(tenant, FindingKind.MESSAGE, fetched.get(i).identity(), reports.get(i));
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
        Graph graph = stores.graph();
        Finding before = graph.finding(tenant, kind.id(uid)).orElse(null);
        Finding.with(before, kind, uid, report).ifPresent(finding -> {
            graph.put(tenant, before, finding, touched -> stores.pending().touch(tenant, touched));
        });
    }

    /** Only what was asked by ourselves: whoever asks something else reads the answer where it is. */
    private void keepAnswer(String tenant, Result<?> result, Function<@Nullable Answer, Answer> grown) {
        stores.followUps()
                .keep(tenant, result.requestId(), grown)
                .filter(Answer::isWhole)
                .flatMap(_ -> Question.about(result.causationId()))
                .map(entity -> stores.graph().naming(tenant, entity))
                .orElse(List.of())
                .forEach(finding -> stores.pending().touch(tenant, finding));
    }
}
