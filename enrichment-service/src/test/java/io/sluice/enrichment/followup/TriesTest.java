package io.sluice.enrichment.followup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriesTest {

    @Test
    void rowsOfTheFirstTryComeFirstAndThoseOfLaterOnesOnce() {
        Answer first = answer(1, 10, "completed", "08:02", "08:01");
        Answer second = answer(2, 20, "completed", "20:01", "08:02");

        assertThat(Tries.together(List.of(first, second), true)).hasValueSatisfying(both -> {
            assertThat(texts(both)).containsExactly("08:02", "08:01", "20:01");
            assertThat(both.request()).isEqualTo("r.2");
        });
    }

    @Test
    void whatOneTryHasToldStaysWhateverBecomesOfAnother() {
        Answer told = answer(1, 10, "completed", "08:01");

        for (Answer other : List.of(answer(2, 20, "failed"), answer(2, 20, "partial"))) {
            assertThat(Tries.together(List.of(told, other), true)).contains(told);
        }
    }

    @Test
    void ofWhatIsAsItIsNowTheNewestCounts() {
        Answer before = answer(1, 10, "completed", "failed");
        Answer now = answer(2, 20, "completed", "fetched");

        assertThat(Tries.together(List.of(before, now), false)).contains(now);
    }

    @Test
    void withoutATryThereIsNothing() {
        assertThat(Tries.together(List.of(), true)).isEmpty();
    }

    private static Answer answer(int attempt, long at, String status, String... rows) {
        return new Answer(
                "r." + attempt,
                "user:ann@contoso.com",
                at,
                1,
                status,
                rows.length,
                null,
                null,
                Stream.of(rows).map(TriesTest::row).toList(),
                null);
    }

    private static ObjectNode row(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    private static List<String> texts(Answer answer) {
        return answer.items().stream().map(row -> row.path("text").asText()).toList();
    }
}
