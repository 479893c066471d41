package io.sluice.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void aTextThatDoesNotFitGoesOnBelowItsBeginning() {
        assertThat(lines("  label  ", "one two three four five six seven eight nine ten"))
                .containsExactly("  label  one two three four five six", "         seven eight nine ten");
    }

    @Test
    void aWordThatIsLongerThanALineIsBroken() {
        assertThat(lines("", "x".repeat(90))).containsExactly("x".repeat(40), "x".repeat(40), "x".repeat(10));
    }

    @Test
    void anEmptyTextIsAnEmptyLine() {
        assertThat(lines("", "")).containsExactly("");
    }

    @Property
    void noLineIsLongerThanThePageIsWideAndNothingIsLost(@ForAll String text) {
        List<String> lines = lines("", text);

        assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= 40);
        assertThat(ink(String.join("", lines))).isEqualTo(ink(Printable.of(text)));
    }

    /** Without blanks of any kind: there are two dozen of them, and where a line ends they go. */
    private static String ink(String text) {
        return text.codePoints()
                .filter(character -> !Character.isWhitespace(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> lines(String before, String text) {
        StringWriter out = new StringWriter();
        new Page(new PrintWriter(out), 40).text(before, text);
        return out.toString().lines().toList();
    }
}
