package io.sluice.contracts.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ChangesHeaderTest {

    @Test
    void changesAreOneLine() {
        assertThat(ChangesHeader.line(List.of("1 alert", "score 45,\n now 70"))).isEqualTo("1 alert; score 45, now 70");
        assertThat(ChangesHeader.line(List.of())).isEmpty();
    }

    @Test
    void whatDoesNotFitIsCounted() {
        String line = ChangesHeader.line(Collections.nCopies(50, "x".repeat(200)));

        assertThat(line).endsWith("x and 46 more").hasSizeLessThanOrEqualTo(ChangesHeader.MOST_CHARACTERS);
    }

    @Test
    void aChangeThatIsTooLongIsCutBetweenCharacters() {
        String line = ChangesHeader.line(List.of("a" + "\uD83D\uDE00".repeat(800), "b"));

        assertThat(line)
                .matches("a(\uD83D\uDE00)+… and 1 more")
                .hasSizeLessThanOrEqualTo(ChangesHeader.MOST_CHARACTERS);
    }

    @Property
    void aLineIsNeitherTooLongNorHasItControlCharacters(@ForAll List<String> changes) {
        assertThat(ChangesHeader.line(changes))
                .hasSizeLessThanOrEqualTo(ChangesHeader.MOST_CHARACTERS)
                .doesNotMatch("(?s).*\\p{Cc}.*");
    }

    @Test
    void whatWasWrittenIsRead() {
        RecordHeaders headers = new RecordHeaders();
        assertThat(ChangesHeader.read(headers)).isEmpty();

        ChangesHeader.write(List.of("größer"), headers);

        assertThat(ChangesHeader.read(headers)).contains("größer");
    }
}
