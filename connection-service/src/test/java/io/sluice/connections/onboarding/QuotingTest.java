package io.sluice.connections.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuotingTest {

    private static final Pattern UNESCAPED = Pattern.compile("(?<!\\\\)(\\\\\\\\)*[`*_{}\\[\\]<>#|~&!$]");

    /** Names as somebody would write them who wants to break out. */
    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "'",
                        "\"",
                        "`",
                        "```",
                        "\\",
                        "$(reboot)",
                        "`reboot`",
                        ";reboot;",
                        "\n",
                        "\r\n",
                        "\u2028",
                        "\u2019",
                        "\u2018",
                        "|",
                        "||",
                        "&",
                        "--help",
                        "-x",
                        "# h",
                        "1. ",
                        "</code>",
                        "[a](b)",
                        "<http://x>",
                        "$HOME",
                        "@file",
                        "%0a",
                        "\u202e",
                        " ",
                        "*",
                        "_",
                        "~",
                        "\0",
                        "a",
                        "\u00e4",
                        "'; Remove-Item *; '",
                        "#>",
                        "@'")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5)
    void aShellReadsEveryQuotedValueAsOneWordOfItself(@ForAll("manyHostile") List<String> values)
            throws IOException, InterruptedException {
        String script = values.stream()
                .map(value -> "printf '%s\\n' " + Quoting.sh(value))
                .collect(joining("\n"));
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(output)
                .isEqualTo(values.stream()
                        .map(value -> Quoting.visible(value) + "\n")
                        .collect(joining()));
    }

    @Provide
    static Arbitrary<List<String>> manyHostile() {
        return hostile().list().ofSize(200);
    }

    @Property(tries = 500)
    void noApostropheInAValueOfPowerShellIsAlone(@ForAll("hostile") String value) {
        String quoted = Quoting.powershell(value);

        assertThat(quoted).startsWith("'").endsWith("'").doesNotContain("\n");
        String inside = quoted.substring(1, quoted.length() - 1);
        assertThat(inside.replaceAll("''|\u2018\u2018|\u2019\u2019", "")).doesNotContain("'", "\u2018", "\u2019");
    }

    @Property(tries = 500)
    void noCharacterOfMarkdownIsLeftUnescaped(@ForAll("hostile") String value) {
        String escaped = GuideMarkdown.escaped(value);

        assertThat(escaped).doesNotContain("\n", "\r", "\u2028").doesNotContainPattern(UNESCAPED);
        assertThat(escaped.strip()).doesNotMatch("^([-+=]|\\d+[.)]).*");
    }

    @Property(tries = 500)
    void aFenceIsLongerThanAnyInTheCode(@ForAll("hostile") String value) {
        String block = GuideMarkdown.part(
                new Guide.Commands("Run:", "sh", List.of("echo " + Quoting.sh(value), Quoting.powershell(value))));
        List<String> lines = block.lines().toList();
        String fence = lines.getLast();

        assertThat(fence).matches("`{3,}");
        assertThat(lines.get(2)).isEqualTo(fence + "sh");
        assertThat(lines.subList(3, lines.size() - 1))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).doesNotContain(fence));
    }

    @Property(tries = 500)
    void aCellStaysACell(@ForAll("hostile") String value) {
        String table = GuideMarkdown.part(new Guide.Table(List.of("A", "B"), List.of(List.of(value, value))));

        assertThat(table.lines()).hasSize(3);
        String row = table.lines().toList().getLast();
        assertThat(Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\|").matcher(row).results())
                .hasSize(3);
    }

    @Test
    void idsAndPathsStayReadable() {
        assertThat(Stream.of("5a1ce000-0000-4000-8000-0000000000ff", "/subscriptions/x/resourceGroups/y")
                        .map(Quoting::sh))
                .containsExactly("5a1ce000-0000-4000-8000-0000000000ff", "/subscriptions/x/resourceGroups/y");
        assertThat(Quoting.sh("it's")).isEqualTo("'it'\\''s'");
        assertThat(Quoting.sh("-rf")).isEqualTo("'-rf'");
        assertThat(Quoting.sh("")).isEqualTo("''");
        assertThat(Quoting.powershell("it's")).isEqualTo("'it''s'");
    }
}
