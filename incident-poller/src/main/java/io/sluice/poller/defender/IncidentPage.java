package io.sluice.poller.defender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a page of the "List incidents API" apart while it arrives: {@code {"value":[incident…]}}. At most one incident
 * is in memory, and an incident is handed on only when all of it is there, so that a page that breaks off leaves no
 * half incident behind. The bytes of alerts and incidents stay as Microsoft wrote them.
 */
public final class IncidentPage {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(20_000_000)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private final RecordingInputStream recording;
    private final JsonParser parser;
    private final ItemConsumer consumer;

    private int items;
    private boolean continues;

    private IncidentPage(InputStream body, ItemConsumer consumer) throws IOException {
        this.recording = new RecordingInputStream(body);
        this.parser = JSON.createParser(recording);
        this.consumer = consumer;
    }

    /** Takes the items of a page one by one. */
    @FunctionalInterface
    public interface ItemConsumer {

        /**
         * Takes an item.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void accept(ReadItem item) throws InterruptedException;
    }

    /**
     * What there was on a page.
     *
     * @param items how many items
     * @param continues whether Microsoft says that there is more ({@code @odata.nextLink})
     */
    public record Extent(int items, boolean continues) {}

    /**
     * Reads a page to its end.
     *
     * @throws IOException if it is no page, or breaks off
     * @throws InterruptedException if the thread is to stop
     */
    public static Extent read(InputStream body, ItemConsumer consumer) throws IOException, InterruptedException {
        return new IncidentPage(body, consumer).read();
    }

    private Extent read() throws IOException, InterruptedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it is no JSON object");
        }
        boolean hasValue = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("value") && value == JsonToken.START_ARRAY) {
                hasValue = true;
                readItems();
            } else {
                continues |= name.equals("@odata.nextLink") && value == JsonToken.VALUE_STRING;
                parser.skipChildren();
            }
        }
        if (!hasValue) {
            throw new IOException("it has no list of incidents");
        }
        if (parser.nextToken() != null) {
            throw new IOException("something follows its end");
        }
        return new Extent(items, continues);
    }

    private void readItems() throws IOException, InterruptedException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            recording.forgetBefore(startOfToken());
            items++;
            consumer.accept(readItem());
        }
    }

    private ReadItem readItem() throws IOException {
        long start = startOfToken();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new Unreadable(piece(start, endOfToken()), "an incident is a JSON object, this is none");
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
        List<ReadAlert> alerts = new ArrayList<>();
        String id = null;
        String lastUpdateTime = null;
        String problem = null;
        header.write('{');
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            long field = startOfToken();
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("alerts")) {
                problem = value == JsonToken.VALUE_NULL ? problem : readAlerts(alerts, problem);
                continue;
            }
            switch (name) {
                case "incidentId" -> id = scalarText(value);
                case "lastUpdateTime" -> lastUpdateTime = scalarText(value);
                default -> {}
            }
            parser.skipChildren();
            if (header.size() > 1) {
                header.write(',');
            }
            header.writeBytes(recording.slice(field, endOfToken()));
        }
        header.write('}');
        if (id == null || id.isBlank()) {
            problem = "it has no incidentId";
        }
        return problem == null && id != null
                ? new ReadIncident(id, lastUpdateTime, new JsonPiece(header.toByteArray()), alerts)
                : new Unreadable(piece(start, endOfToken()), problem == null ? "it has no incidentId" : problem);
    }

    private @Nullable String readAlerts(List<ReadAlert> alerts, @Nullable String problem) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return "its alerts are no list";
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long start = startOfToken();
            String id = parser.currentToken() == JsonToken.START_OBJECT ? readAlertId() : null;
            parser.skipChildren();
            alerts.add(new ReadAlert(id, piece(start, endOfToken())));
        }
        return problem;
    }

    /** Reads to the alert's end. */
    private @Nullable String readAlertId() throws IOException {
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = parser.currentName().equals("alertId");
            JsonToken value = parser.nextToken();
            if (isId) {
                id = scalarText(value);
            }
            parser.skipChildren();
        }
        return id == null || id.isBlank() ? null : id;
    }

    private @Nullable String scalarText(JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getText();
            default -> null;
        };
    }

    private JsonPiece piece(long start, long end) throws IOException {
        return new JsonPiece(recording.slice(start, end));
    }

    private long startOfToken() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** The end of the token just read. The parser must have read all of it, also of a string that nobody asked for. */
    private long endOfToken() throws IOException {
        parser.finishToken();
        return parser.currentLocation().getByteOffset();
    }
}
