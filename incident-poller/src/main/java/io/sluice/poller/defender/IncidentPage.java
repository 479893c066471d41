package io.sluice.poller.defender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.poller.defender.LargeIncidents.Turn;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.polling.poll.JsonPiece;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a page of the "List incidents API" apart while it arrives: {@code {"value":[incident…]}}. At most one incident
 * is in memory, and an incident is handed on only when all of it is there, so that a page that breaks off leaves no
 * half incident behind. One that turns out to be large waits for its turn among those of all who read. The bytes of
 * alerts and incidents stay as Microsoft wrote them.
 */
public final class IncidentPage {

    /** Beyond any limit of an incident. */
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    /** The longest id; Microsoft's have some tens of characters. */
    private static final int MAX_ID = 256;

    private static final String TYPE = "@odata.type";
    private static final String MORE = "alerts@odata.nextLink";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxStringLength(LONGEST_TEXT)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    /**
     * What a page was.
     *
     * @param extent what there was on it
     * @param next where it goes on; nothing if it does not say so
     */
    public record Listed(Extent extent, @Nullable String next) {}

    private final RecordingInputStream recording;
    private final JsonParser parser;
    private final ItemConsumer<ReadItem> consumer;

    private final PageForm form;
    private final int mostBytes;
    private final Turn turn;

    private long kept;
    private int items;
    private @Nullable String next;

    private IncidentPage(InputStream body, PageForm form, int mostBytes, Turn turn, ItemConsumer<ReadItem> consumer)
            throws IOException {
        this.form = form;
        this.mostBytes = mostBytes;
        this.turn = turn;
        this.recording = new RecordingInputStream(body, mostBytes, turn);
        this.parser = JSON.createParser(recording);
        this.consumer = consumer;
    }

    /**
     * Reads a page to its end.
     *
     * @param large the turns of those that are large: a turn lasts until the consumer returns
     * @throws IOException if it is no page, or breaks off
     * @throws InterruptedException if the thread is to stop
     */
    public static Extent read(InputStream body, LargeIncidents large, ItemConsumer<ReadItem> consumer)
            throws IOException, InterruptedException {
        return read(body, PageForm.DEFENDER_XDR, large, consumer).extent();
    }

    /**
     * Reads a page to its end.
     *
     * @param form how the interface names what is on its pages
     * @param large the turns of those that are large: a turn lasts until the consumer returns
     * @throws IOException if it is no page, or breaks off
     * @throws InterruptedException if the thread is to stop
     */
    public static Listed read(InputStream body, PageForm form, LargeIncidents large, ItemConsumer<ReadItem> consumer)
            throws IOException, InterruptedException {
        try (Turn turn = large.turn()) {
            return new IncidentPage(body, form, large.mostBytes(), turn, consumer).read();
        }
    }

    /**
     * Reads an answer that is one incident. Nothing is handed on of one that is not good to its end.
     *
     * @param form how the interface names what an incident has
     * @param large the turns of those that are large: a turn lasts until the consumer returns
     * @throws IOException if it is no JSON object, or breaks off
     * @throws InterruptedException if the thread is to stop
     */
    public static Extent readOne(InputStream body, PageForm form, LargeIncidents large, ItemConsumer<ReadItem> consumer)
            throws IOException, InterruptedException {
        try (Turn turn = large.turn()) {
            return new IncidentPage(body, form, large.mostBytes(), turn, consumer).readOne();
        }
    }

    private Extent readOne() throws IOException, InterruptedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it is no JSON object");
        }
        ReadItem one = readItem();
        if (parser.nextToken() != null) {
            throw new IOException("something follows its end");
        }
        consumer.accept(one);
        return new Extent(1, false);
    }

    private Listed read() throws IOException, InterruptedException {
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
                if (name.equals("@odata.nextLink") && value == JsonToken.VALUE_STRING) {
                    next = parser.getText();
                }
                parser.skipChildren();
            }
        }
        if (!hasValue) {
            throw new IOException("it has no list of incidents");
        }
        if (parser.nextToken() != null) {
            throw new IOException("something follows its end");
        }
        return new Listed(new Extent(items, next != null), next);
    }

    private void readItems() throws IOException, InterruptedException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            recording.forgetBefore(startOfToken());
            items++;
            consumer.accept(readItem());
            turn.close();
        }
    }

    private ReadItem readItem() throws IOException, InterruptedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            long start = startOfToken();
            parser.skipChildren();
            return new Unreadable(piece(start), "an incident is a JSON object, this is none");
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
        List<ReadAlert> alerts = new ArrayList<>();
        String id = null;
        String lastUpdateTime = null;
        String moreAlerts = null;
        String problem = null;
        kept = 0;
        header.write('{');
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            long field = startOfToken();
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(form.alerts())) {
                if (value == JsonToken.START_ARRAY) {
                    readAlerts(alerts);
                } else {
                    problem = value == JsonToken.VALUE_NULL ? problem : "its alerts are no list";
                    parser.skipChildren();
                }
                continue;
            }
            if (name.equals(form.id())) {
                id = idText(value);
            } else if (name.equals(form.changed())) {
                lastUpdateTime = scalarText(value);
            } else if (name.endsWith(MORE) && value == JsonToken.VALUE_STRING) {
                moreAlerts = parser.getText();
                problem = form.linksToAlerts() ? problem : "its alerts go on elsewhere";
            }
            parser.skipChildren();
            byte[] member = slice(field);
            if (name.indexOf('@') >= 0 && !name.equals(TYPE)) {
                continue; // what OData says about the answer, not about the incident
            }
            if (keeps(member.length)) {
                if (header.size() > 1) {
                    header.write(',');
                }
                header.writeBytes(member);
            }
        }
        header.write('}');
        JsonPiece incident = new JsonPiece(header.toByteArray());
        if (kept > mostBytes) {
            problem = "incident " + id + " has more than " + mostBytes + " bytes";
        }
        if (problem != null) {
            return new Unreadable(incident, problem);
        }
        return id == null
                ? new Unreadable(incident, "it has no " + form.id())
                : new ReadIncident(id, lastUpdateTime, incident, alerts, moreAlerts);
    }

    private void readAlerts(List<ReadAlert> alerts) throws IOException, InterruptedException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long start = startOfToken();
            String id = parser.currentToken() == JsonToken.START_OBJECT ? readAlertId() : null;
            parser.skipChildren();
            JsonPiece alert = piece(start);
            if (keeps(alert.utf8().length)) {
                alerts.add(new ReadAlert(id, alert));
            } else {
                alerts.clear();
            }
        }
    }

    /** Counts what is kept of the incident that is being read, and says whether it is still little enough. */
    private boolean keeps(int bytes) throws InterruptedException {
        kept += bytes;
        turn.takeFor(kept);
        return kept <= mostBytes;
    }

    /** Reads to the alert's end. */
    private @Nullable String readAlertId() throws IOException {
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = parser.currentName().equals(form.alertId());
            JsonToken value = parser.nextToken();
            if (isId) {
                id = idText(value);
            }
            parser.skipChildren();
        }
        return id;
    }

    private @Nullable String idText(JsonToken value) throws IOException {
        String id = scalarText(value);
        return id == null || id.isBlank() || id.length() > MAX_ID ? null : id;
    }

    private @Nullable String scalarText(JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getText();
            default -> null;
        };
    }

    /**
     * Returns what was read since an offset, to the end of the token just read, and lets go of it; nothing if it alone
     * is too large for an incident.
     */
    private byte[] slice(long start) throws IOException {
        // The parser must have read all of it, also of a string that nobody asked for.
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset();
        if (recording.hasLost(start)) {
            kept += mostBytes + 1L;
            recording.forgetBefore(end);
            return new byte[0];
        }
        byte[] bytes = recording.slice(start, end);
        recording.forgetBefore(end);
        return bytes;
    }

    private JsonPiece piece(long start) throws IOException {
        return new JsonPiece(slice(start));
    }

    private long startOfToken() {
        return parser.currentTokenLocation().getByteOffset();
    }
}
