package io.sluice.enrichment.followup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
