package io.sluice.poller.defender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.polling.poll.JsonPiece;
import io.sluice.polling.window.WindowReader.Extent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentPageTest {

    private static final int LIMIT = 64 * 1024 * 1024;

    private static final String PAGE = """
            {"@odata.context":"https://api.security.microsoft.com/api/$metadata#Incidents","value":[
              {"incidentId": 7, "lastUpdateTime":"2026-02-03T10:20:01.07Z",
               "alerts":[ {"alertId":"da1","devices":[{"alertId":"not mine"}]} , {"title":"ä€😀","alertId":"da2"}],
               "status":"Active"},
              {"alerts":[], "incidentId":8,"tags":["a","b"]},
              {"incidentId":"9","alerts":null}
            ]}
            """;

    private final LargeIncidents large = new LargeIncidents(LIMIT);

    @Test
    void alertsAndIncidentsKeepTheirBytes() throws Exception {
        List<ReadItem> items = new ArrayList<>();

        Extent extent = read(PAGE, items);

        assertThat(extent).isEqualTo(new Extent(3, false));
        assertThat(items)
                .containsExactly(
                        new ReadIncident(
                                "7",
                                "2026-02-03T10:20:01.07Z",
                                json(
                                        "{\"incidentId\": 7,\"lastUpdateTime\":\"2026-02-03T10:20:01.07Z\",\"status\":\"Active\"}"),
                                List.of(
                                        new ReadAlert(
                                                "da1",
                                                json("{\"alertId\":\"da1\",\"devices\":[{\"alertId\":\"not mine\"}]}")),
                                        new ReadAlert("da2", json("{\"title\":\"ä€😀\",\"alertId\":\"da2\"}")))),
                        new ReadIncident("8", null, json("{\"incidentId\":8,\"tags\":[\"a\",\"b\"]}"), List.of()),
                        new ReadIncident("9", null, json("{\"incidentId\":\"9\"}"), List.of()));
    }

    @Property(tries = 200)
    void howTheBytesAreCutOnTheWayDoesNotMatter(@ForAll @IntRange(min = 1, max = 50) int chunk) throws Exception {
        List<ReadItem> whole = new ArrayList<>();
        List<ReadItem> cut = new ArrayList<>();
        read(PAGE, whole);

        IncidentPage.read(new Dripping(PAGE.getBytes(UTF_8), chunk), large, cut::add);

        assertThat(cut).isEqualTo(whole);
    }

    @Property(tries = 500) // that is: every length
    void aPageThatBreaksOffIsAFailureAndLeavesNoHalfIncident(@ForAll @IntRange(min = 0, max = 450) int length) {
        byte[] all = PAGE.strip().getBytes(UTF_8);
        byte[] begun = java.util.Arrays.copyOf(all, Math.min(length, all.length - 1));
        List<ReadItem> items = new ArrayList<>();

        assertThatThrownBy(() -> IncidentPage.read(new ByteArrayInputStream(begun), large, items::add))
                .isInstanceOf(IOException.class);
        assertThat(items).allSatisfy(item -> assertThat(item).isInstanceOf(ReadIncident.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html><body>502 Bad Gateway</body></html>",
                "{}",
                "{\"error\":{\"code\":\"x\"}}",
                "{\"value\":null}",
                "{\"value\":{}}",
                "{\"value\":[]} {\"value\":[]}",
                "{\"value\":[{\"incidentId\":1}\u0000]}"
            })
    void whatIsNoPageIsAFailure(String body) {
        assertThatThrownBy(() -> read(body, new ArrayList<>())).isInstanceOf(IOException.class);
    }

    @Test
    void anItemThatIsNoIncidentIsTheOnlyOneThatSuffers() throws Exception {
        List<ReadItem> items = new ArrayList<>();

        read("{\"value\":[17,{\"status\":\"Active\"},{\"incidentId\":1,\"alerts\":7},{\"incidentId\":2}]}", items);

        assertThat(items)
                .containsExactly(
                        new Unreadable(json("17"), "an incident is a JSON object, this is none"),
                        new Unreadable(json("{\"status\":\"Active\"}"), "it has no incidentId"),
                        new Unreadable(json("{\"incidentId\":1}"), "its alerts are no list"),
                        new ReadIncident("2", null, json("{\"incidentId\":2}"), List.of()));
    }

    @Test
    void anAlertWithoutIdOrOfTheWrongTypeIsHandedOnWithoutOne() throws Exception {
        List<ReadItem> items = new ArrayList<>();

        read("{\"value\":[{\"incidentId\":1,\"alerts\":[{\"title\":\"x\"},[1],{\"alertId\":\"a\"}]}]}", items);

        assertThat(items)
                .containsExactly(new ReadIncident(
                        "1",
                        null,
                        json("{\"incidentId\":1}"),
                        List.of(
                                new ReadAlert(null, json("{\"title\":\"x\"}")),
                                new ReadAlert(null, json("[1]")),
                                new ReadAlert("a", json("{\"alertId\":\"a\"}")))));
    }

    @Test
    void aNextLinkSaysThatThereIsMore() throws Exception {
        assertThat(read("{\"value\":[],\"@odata.nextLink\":\"https://x/?$skip=1\"}", new ArrayList<>()))
                .isEqualTo(new Extent(0, true));
        assertThat(read("{\"@odata.nextLink\":null,\"value\":[]}", new ArrayList<>()))
                .isEqualTo(new Extent(0, false));
    }

    @Test
    void anIncidentLargerThanTheLimitIsSkippedAndToldOf() throws Exception {
        List<ReadItem> items = new ArrayList<>();

        IncidentPage.read(new GiantPage(1, 11_000, 6_500), large, items::add);

        assertThat(items).singleElement().isInstanceOfSatisfying(Unreadable.class, giant -> {
            assertThat(giant.reason()).isEqualTo("incident 0 has more than 67108864 bytes");
            assertThat(new String(giant.json().utf8(), UTF_8)).isEqualTo("{\"incidentId\":0}");
        });
    }

    @Test
    void anAlertLargerThanTheLimitTakesOnlyItsIncidentWithIt() throws Exception {
        List<ReadItem> items = new ArrayList<>();
        String page = "{\"value\":[{\"incidentId\":1,\"alerts\":[{\"alertId\":\"a\",\"entities\":[\""
                + "x".repeat(70_000_000) + "\"]}]},{\"incidentId\":2,\"alerts\":[{\"alertId\":\"b\"}]}]}";

        read(page, items);

        assertThat(items)
                .containsExactly(
                        new Unreadable(json("{\"incidentId\":1}"), "incident 1 has more than 67108864 bytes"),
                        new ReadIncident(
                                "2",
                                null,
                                json("{\"incidentId\":2}"),
                                List.of(new ReadAlert("b", json("{\"alertId\":\"b\"}")))));
    }

    @Test
    void anIdOfUnreasonableLengthIsNone() throws Exception {
        List<ReadItem> items = new ArrayList<>();

        read("{\"value\":[{\"incidentId\":\"" + "9".repeat(257) + "\"}]}", items);

        assertThat(items).singleElement().isInstanceOf(Unreadable.class);
    }

    @Test
    void aPageOf130MegabytesIsReadWithOneIncidentInMemory() throws Exception {
        AtomicLong alerts = new AtomicLong();
        long heapBefore = usedHeap();
        AtomicLong heapWithin = new AtomicLong();

        IncidentPage.read(new GiantPage(50, 400, 6_500), large, item -> {
            alerts.addAndGet(((ReadIncident) item).alerts().size());
            if (alerts.get() % 10_000 == 0) {
                heapWithin.accumulateAndGet(usedHeap(), Math::max);
            }
        });

        assertThat(alerts).hasValue(20_000);
        assertThat(heapWithin.get() - heapBefore).isLessThan(40_000_000);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private Extent read(String page, List<ReadItem> items) throws Exception {
        return IncidentPage.read(new ByteArrayInputStream(page.getBytes(UTF_8)), large, items::add);
    }

    private static JsonPiece json(String text) {
        return new JsonPiece(text.getBytes(UTF_8));
    }

    /** Gives a few bytes at a time. */
    private static final class Dripping extends InputStream {

        private final byte[] bytes;
        private final int chunk;
        private int position;

        Dripping(byte[] bytes, int chunk) {
            this.bytes = bytes;
            this.chunk = chunk;
        }

        @Override
        public int read() {
            return position < bytes.length ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == bytes.length) {
                return -1;
            }
            int read = Math.min(Math.min(chunk, length), bytes.length - position);
            System.arraycopy(bytes, position, target, offset, read);
            position += read;
            return read;
        }
    }
}
