package io.sluice.enrichment.followup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerReadingTest {

    @Test
    void whatIsKeptOfRowsOfHostileWidthIsSmall() throws IOException {
        String columns = each(200, "{\"name\":\"Column%d\",\"type\":\"string\"}");
        String row = "[" + each(200, "\"%d" + "x".repeat(600) + "\"") + "]";

        Answer answer = AnswerReading.withRows(null, AnswerReading.query("""
                {"requestId":"r","status":"completed","part":1,"at":"2026-05-04T08:00:00Z",
                "items":[{"columns":[%s],"rows":[%s,%s,%s,%s,%s]}]}""".formatted(columns, row, row, row, row, row)
                .getBytes(UTF_8)));

        assertThat(answer.items()).hasSize(1);
        assertThat(answer.found()).isEqualTo(5);
        assertThat(answer.toBytes()).hasSizeLessThan(250 * 1024);
    }

    @Test
    void ofMoreRowsThanAreKeptThoseNearestToWhatWasAskedAboutAreInWhicheverPartTheyCome() throws IOException {
        List<String> rows = IntStream.range(0, 300)
                .mapToObj(i -> "[\"" + Instant.parse("2026-05-04T12:59:00Z").minus(Duration.ofMinutes(i)) + "\"]")
                .toList();

        Answer whole = processes(null, 1, rows);
        Answer inParts = null;
        for (int i = 0; i < 3; i++) {
            inParts = processes(inParts, i + 1, rows.subList(100 * i, 100 * (i + 1)));
        }

        assertThat(whole.found()).isEqualTo(300);
        assertThat(whole.items()).hasSize(20);
        assertThat(whole.items().getFirst().path("TimeGenerated").asText()).isEqualTo("2026-05-04T08:59:00Z");
        assertThat(whole.items().getLast().path("TimeGenerated").asText()).isEqualTo("2026-05-04T08:40:00Z");
        assertThat(inParts).isNotNull().extracting(Answer::items).isEqualTo(whole.items());
    }

    private static Answer processes(@Nullable Answer before, int part, List<String> rows) throws IOException {
        return AnswerReading.withRows(before, AnswerReading.query("""
                {"requestId":"fu-processes-on-device-0f4a2a4e-0000-4000-8000-000000000001-2026050408",
                "status":"completed","part":%d,"at":"2026-05-04T21:00:00Z",
                "items":[{"columns":[{"name":"TimeGenerated","type":"datetime"}],"rows":[%s]}]}""".formatted(part, String.join(",", rows))
                .getBytes(UTF_8)));
    }

    @Test
    void whyThereIsNoAnswerIsSaidInALine() throws IOException {
        Answer answer = AnswerReading.withRows(
                null, AnswerReading.query("""
                {"requestId":"r","status":"failed","part":1,"at":"2026-05-04T08:00:00Z","error":{"kind":"throttled",
                "message":"%s","at":"2026-05-04T08:00:00Z"}}""".formatted("x".repeat(2_000)).getBytes(UTF_8)));

        assertThat(answer.why()).hasSize(501).endsWith("…");
    }

    private static String each(int count, String form) {
        return IntStream.range(0, count).mapToObj(form::formatted).collect(Collectors.joining(","));
    }
}
