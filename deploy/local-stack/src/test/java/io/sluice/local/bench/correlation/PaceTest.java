package io.sluice.local.bench.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Event CONNECTION =
            new Event("sluice.connections.v1", "t/c", "{}", Map.of(), Instant.parse("2026-01-09T00:00:00Z"));
    private static final Event PROMPT =
            alert("a", "2026-01-05T10:04:00Z", "{\"end_time_dt\":\"2026-01-05T10:00:00Z\"}");
    private static final Event WRITTEN_AT_THE_START =
            alert("b", "2026-01-09T00:00:10Z", "{\"end_time_dt\":\"2026-01-05T09:00:00.1234567Z\"}");
    private static final Event INCIDENT = alert(
            "i", "2026-01-09T00:00:00Z", "{\"finding_info_list\":[{\"created_time_dt\":\"2026-01-05T09:00:00Z\"}]}");

    @Test
    void whatTheSourceWroteDownLateArrivesSoonAfterItHappened() {
        List<Arrival> arrivals = Pace.of(List.of(CONNECTION, PROMPT, WRITTEN_AT_THE_START, INCIDENT));

        assertThat(arrivals)
                .containsExactly(
                        new Arrival(CONNECTION, Instant.parse("2026-01-05T09:00:00Z")),
                        new Arrival(INCIDENT, Instant.parse("2026-01-05T09:10:00Z")),
                        new Arrival(WRITTEN_AT_THE_START, Instant.parse("2026-01-05T09:10:00.1234567Z")),
                        new Arrival(PROMPT, Instant.parse("2026-01-05T10:04:00Z")));
    }

    private static Event alert(String uid, String time, String value) {
        return new Event("sluice.alerts.v1", "t/" + uid, value, Map.of(), Instant.parse(time));
    }
}
