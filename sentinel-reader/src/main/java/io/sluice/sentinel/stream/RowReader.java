package io.sluice.sentinel.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.Column;
import io.sluice.polling.poll.Digest;
import io.sluice.polling.poll.JsonPiece;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PolledSource.Sink;
import io.sluice.polling.poll.RawRecords;
import io.sluice.sentinel.normalize.AlertIdentity;
import io.sluice.sentinel.query.Cells;
import io.sluice.sentinel.query.RowSink;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes records of the rows of {@code SecurityIncident} and {@code SecurityAlert}. */
abstract class RowReader implements RowSink {

    /** What the queries add to the columns of the tables. */
    private static final String ADDED = "Sluice";

    /** Columns that change whenever a row is written once more, whether it says something new or not. */
    private static final Set<String> RESTLESS = Set.of("TimeGenerated", "ProcessingEndTime");

    private final Sink sink;
    private List<Column> columns = List.of();

    private RowReader(Sink sink) {
        this.sink = sink;
    }

    /** Returns the reader of the incidents of {@code incidents.kql}. */
    static RowReader ofIncidents(RawRecords records, Sink sink) {
        return new Incidents(records, sink);
    }

    /** Returns the reader of the alerts of {@code alerts.kql}. */
    static RowReader ofAlerts(RawRecords records, Sink sink) {
        return new Alerts(records, sink);
    }

    @Override
    public void columns(List<Column> answered) {
        columns = answered;
    }

    @Override
    public boolean row(ArrayNode cells) throws InterruptedException {
        ObjectNode row = Cells.NODES.objectNode();
        ObjectNode lasting = Cells.NODES.objectNode();
        ObjectNode added = Cells.NODES.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            JsonNode cell = cells.path(i);
            if (cell.isNull() || cell.isMissingNode()) {
                continue;
            }
            if (name.startsWith(ADDED)) {
                added.set(name, Cells.dynamic(cell));
            } else {
                row.set(name, cell);
                if (!RESTLESS.contains(name)) {
                    lasting.set(name, cell);
                }
            }
        }
        sink.put(read(row, lasting, added));
        return true;
    }

    /**
     * Returns the record of a row.
     *
     * @param row the row's columns that hold something
     * @param lasting those of them that do not change unless something new is said
     * @param added what the query found beside it
     */
    abstract Read read(ObjectNode row, ObjectNode lasting, ObjectNode added);

    private static @Nullable String text(JsonNode object, String name) {
        String text = object.path(name).asText("");
        return text.isBlank() ? null : text;
    }

    private static JsonPiece piece(JsonNode value) {
        return new JsonPiece(Json.write(value));
    }

    private static final class Incidents extends RowReader {

        private static final List<String> SAY_WHICH =
                List.of("VendorOriginalId", "AlertLink", "ProductName", "ProviderName", "AlertType");

        private final RawRecords records;

        Incidents(RawRecords records, Sink sink) {
            super(sink);
            this.records = records;
        }

        @Override
        Read read(ObjectNode row, ObjectNode lasting, ObjectNode added) {
            String name = text(row, "IncidentName");
            if (name == null) {
                return records.deadLetter("unreadable", piece(row), "an incident has no IncidentName");
            }
            JsonNode alerts = added.path("SluiceAlerts");
            String[] ids = StreamSupport.stream(alerts.spliterator(), false)
                    .filter(Incidents::isThere)
                    .map(AlertIdentity::ofRow)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toArray(String[]::new);
            return records.incident(
                    name.toLowerCase(Locale.ROOT),
                    Digest.of(piece(lasting), ids),
                    piece(row),
                    List.of(ids),
                    Math.max(alerts.size(), ids.length));
        }

        /** An incident can name an alert whose own row comes later: what it is called then is not known yet. */
        private static boolean isThere(JsonNode alert) {
            return SAY_WHICH.stream().anyMatch(name -> text(alert, name) != null);
        }
    }

    private static final class Alerts extends RowReader {

        private final RawRecords records;

        Alerts(RawRecords records, Sink sink) {
            super(sink);
            this.records = records;
        }

        @Override
        Read read(ObjectNode row, ObjectNode lasting, ObjectNode added) {
            String uid = AlertIdentity.ofRow(row);
            if (uid == null) {
                return records.deadLetter("unreadable", piece(row), "an alert has no SystemAlertId");
            }
            JsonNode incident = added.path("SluiceIncident");
            return records.alert(
                    uid,
                    Digest.of(piece(lasting), incident.path("IncidentName").asText("")),
                    incident.isObject() ? piece(incident) : null,
                    piece(row));
        }
    }
}
