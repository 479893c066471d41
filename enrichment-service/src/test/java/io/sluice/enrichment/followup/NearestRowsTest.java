package io.sluice.enrichment.followup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearestRowsTest {

    private static final Around HOUR = Around.hour(Instant.parse("2026-05-04T08:40:00Z"));

    @Test
    void rowsNearestToTheHourAreKeptInTheOrderInWhichTheyAreTold() {
        assertThat(kept(4, "12:00", "09:10", "08:50", "08:10", "07:58", "06:00"))
                .containsExactly("09:10", "08:50", "08:10", "07:58");
        assertThat(kept(3, "12:00", "09:10", "08:50", "08:10", "07:58", "06:00"))
                .containsExactly("08:50", "08:10", "07:58");
    }

    @Test
    void ofRowsWithinTheHourTheOnesThatAreToldFirstAreKept() {
        assertThat(kept(2, "09:00", "08:59", "08:30", "08:00")).containsExactly("08:59", "08:30");
    }

    @Test
    void ofRowsOfADayThoseOfTheOnesBeforeAndAfterGoFirst() {
        List<ObjectNode> rows = Stream.of("2026-05-05T00:01:00Z", "2026-05-04T23:00:00Z", "2026-05-03T23:00:00Z")
                .map(NearestRowsTest::row)
                .toList();

        assertThat(NearestRows.of(rows, Around.day(Instant.parse("2026-05-04T08:40:00Z")), 1))
                .containsExactly(row("2026-05-04T23:00:00Z"));
    }

    @Test
    void allAreKeptWhereThereIsRoom() {
        assertThat(kept(3, "12:00", "06:00", "08:30")).containsExactly("12:00", "06:00", "08:30");
    }

    @Test
    void rowsWithoutATimeGoFirst() {
        ObjectNode timeless = JsonNodeFactory.instance.objectNode().put("Device", "pc1");
        ObjectNode wrong = row("yesterday");
        ObjectNode far = row("2026-05-04T13:00:00Z");

        assertThat(NearestRows.of(List.of(timeless, wrong, far), HOUR, 1)).containsExactly(far);
        assertThat(NearestRows.of(List.of(timeless, wrong, far), HOUR, 2)).containsExactly(timeless, far);
    }

    private static List<String> kept(int most, String... times) {
        List<ObjectNode> rows =
                Stream.of(times).map(time -> row("2026-05-04T" + time + ":00Z")).toList();
        return NearestRows.of(rows, HOUR, most).stream()
                .map(row -> row.path("TimeGenerated").asText().substring(11, 16))
                .toList();
    }

    private static ObjectNode row(String time) {
        return JsonNodeFactory.instance.objectNode().put("TimeGenerated", time);
    }
}
