package io.sluice.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.contracts.json.Json;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {

    private static final Pattern STEERING = Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Zl}\\p{gc=Zp}\\p{gc=Cs}]");

    @Test
    void whatSteersATerminalOrHidesIsShownAsAnEscape() {
        assertThat(Printable.of("a\u001b[2Jb\u009b31mc\u0007\u202efdp.exe\u200b"))
                .isEqualTo("a\\u001b[2Jb\\u009b31mc\\u0007\\u202efdp.exe\\u200b");
    }

    @Test
    void aTextStaysOnItsLine() {
        assertThat(Printable.of("one\r\ntwo\tthree\u2028four")).isEqualTo("one  two three\\u2028four");
    }

    @Test
    void otherLettersStayAsTheyAre() {
        assertThat(Printable.of("Größe 請求書 فاتورة 🧾")).isEqualTo("Größe 請求書 فاتورة 🧾");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Printable.cut("🧾🧾🧾🧾", 3)).isEqualTo("🧾🧾…");
        assertThat(Printable.cut("abc", 3)).isEqualTo("abc");
    }

    @Property
    void whateverTheTextNothingInItSteersATerminal(@ForAll String text) {
        assertThat(STEERING.matcher(Printable.of(text)).find()).isFalse();
    }

    @Property
    void jsonSaysTheSameAsBefore(@ForAll String text) throws JsonProcessingException {
        JsonNode value = Json.MAPPER.createObjectNode().set(text, TextNode.valueOf(text));

        String printable = Printable.json(value.toString());

        assertThat(STEERING.matcher(printable).find()).isFalse();
        assertThat(Json.MAPPER.readTree(printable)).isEqualTo(value);
    }
}
