package io.sluice.simulator.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, how, and that nothing brings the interpreter down. */
class RefusalTest {

    private static final Table T = Queries.table(
            "T",
            List.of(
                    new Column("S", Type.STRING),
                    new Column("I", Type.INT),
                    new Column("At", Type.DATETIME),
                    new Column("D", Type.DYNAMIC)),
            new Object[] {"a", 1, Queries.NOW, null});

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '#',
            value = {
                "T | where Foo == 1 => 'where' operator: Failed to resolve column or scalar expression named 'Foo'",
                "Foo | where S == 1 => 'where' operator: Failed to resolve table or column expression named 'Foo'",
                "t | count => 'count' operator: Failed to resolve table or column expression named 't'",
                "Foo => Failed to resolve table or column expression named 'Foo'",
                "T | where S == 1 => 'where' operator: Cannot compare values of types string and long. Try adding explicit casts",
                "T | where D == D => 'where' operator: Cannot compare values of types dynamic and dynamic. Try adding explicit casts",
                "T | where S => 'where' operator: The predicate expression must be of type bool, not string",
                "T | extend x = S + 1 => 'extend' operator: Arithmetic expression cannot be carried-out between string and long",
                "T | extend x = frobnicate(S) => 'extend' operator: Unknown function: 'frobnicate'.",
                "T | where count() > 1 => 'where' operator: Aggregate function 'count' is not expected in this context",
                "T | summarize x = S => 'summarize' operator: Failed to resolve column or scalar expression named 'S'",
                "T | project S, S => 'project' operator: A column with the name 'S' is already declared",
                "T | join (T) on Q => 'join' operator: Failed to resolve column named 'Q'",
                "T | join (T) on $left.S == $right.I => 'join' operator: Inconsistent data types for join keys: (string, int)",
                "T | sort by D => 'sort' operator: key can't be of dynamic type",
                "T | project-away Q => 'project-away' operator: Failed to resolve column named 'Q'",
                "union Nope => 'union' operator: Failed to resolve table or column expression named 'Nope'",
                "let a = 1; let a = 2; print a => The name 'a' is already defined.",
                "5 => Top-level expressions must return tabular results. (Hint: If you're trying to output a scalar value, use the 'print' operator.)",
            })
    void whatMeansNothingIsNamed(String query, String message) {
        assertThatThrownBy(() -> Queries.rows(query, T)).isInstanceOfSatisfying(KqlException.class, e -> {
            assertThat(e.kind()).isEqualTo(KqlException.Kind.SEMANTIC);
            assertThat(e).hasMessage(message);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "T |",
                "T | where",
                "T | take",
                "T | frobnicate",
                "T | where S = 'x'",
                "T | summarize",
                "T | project 1 +",
                "T | where S == 'unclosed",
                "T | where (S == 'a'",
                "T | where S == 'a')",
                "T | join kind=sideways (T) on S",
                "T | make-series count() on At step 1h",
                "T | evaluate bag_unpack(D)",
                "T | parse S with * 'x' y",
                "T | where S == \u00A7",
                "print datetime(nonsense)",
                "print datetime(2026-02-30 10:00)",
                "print datetime(2026-02-30)",
                "print 99999999999999999999",
                "print 5 parsecs",
                ".show tables",
                "let x = 5",
                "print 'a\\qb'",
            })
    void whatIsNoQueryIsASyntaxError(String query) {
        KqlException e = catchThrowableOfType(KqlException.class, () -> Queries.rows(query, T));
        assertThat(e.kind()).isEqualTo(KqlException.Kind.SYNTAX);
        assertThat(e.place()).isPresent();
    }

    @Test
    void theSyntaxErrorTellsThePlace() {
        KqlException e = catchThrowableOfType(KqlException.class, () -> Queries.rows("T\n| take 1\n| where S ?? 1", T));
        assertThat(e).hasMessage("Query could not be parsed at '?' on line [3,10]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "not(", "T | where S in ((", "[", "{", "let f = () {"})
    void deepNestingIsRefusedAndDoesNotOverflow(String piece) {
        assertThatThrownBy(() -> Queries.rows("print x = " + piece.repeat(20_000) + "1", T))
                .isInstanceOf(KqlException.class);
        assertThatThrownBy(() -> Queries.rows(piece.repeat(20_000), T)).isInstanceOf(KqlException.class);
    }

    @Test
    void longChainsAreRefusedOrEvaluatedButDoNotOverflow() {
        assertThatThrownBy(() -> Queries.rows("print x = 1" + " + 1".repeat(50_000)))
                .isInstanceOf(KqlException.class);
        assertThatThrownBy(() -> Queries.rows("T" + " | where true".repeat(50_000), T))
                .isInstanceOf(KqlException.class);
        assertThat(Queries.rows("print x = false" + " or true".repeat(5_000))).containsExactly("true");
        assertThat(Queries.rows("print x = 'a' in ('b'" + ", 'c'".repeat(10_000) + ")"))
                .containsExactly("false");
    }

    @Test
    void noRegularExpressionTakesLong() {
        assertThat(Queries.rows("print x = strrep('a', 50000) matches regex '(a+)+$b'"))
                .containsExactly("false");
        assertThatThrownBy(() -> Queries.rows("print x = 'a' matches regex '('"))
                .isInstanceOf(KqlException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)\\1",
                "a(?=b)",
                "(?<!a)b",
                "a++",
                "(((a{1000}){1000}){1000})",
                "((((a{9}){9}){9}){9}){9}",
                "a{2,1}",
            })
    void whatRe2DoesNotKnowIsNoRegularExpression(String regex) {
        assertThatThrownBy(() -> Queries.rows("T | where S matches regex @'" + regex + "'", T))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.code()).isEqualTo("SEM0420"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "x\\", "\\2", "\\x"})
    void aRewriteThatMeansNothingIsRefused(String rewrite) {
        assertThatThrownBy(() -> Queries.rows("T | project x = replace_regex(S, '(z)', @'" + rewrite + "')", T))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.code()).isEqualTo("SEM0420"));
    }

    @Test
    void aRegularExpressionOverALongTextLooksAtTheClock() {
        assertThatThrownBy(() ->
                        run("print x = strrep('ab', 4000000) matches regex '(a|b)*c'", Duration.ofSeconds(1), 64 << 20))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.code()).isEqualTo("QueryTimeout"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "let f = (x:long) { f(x) }; print f(1)",
                "let f = () { f() | take 1 }; f()",
                "let f = (x:long) { g(x) }; let g = (x:long) { f(x) }; print f(1)",
            })
    void aFunctionKnowsNeitherItselfNorLaterOnes(String query) {
        assertThatThrownBy(() -> Queries.rows(query))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e).hasMessageContaining("Unknown function"));
    }

    @Test
    void functionsMayCallEachOtherButNotGrowWithoutEnd() {
        StringBuilder doubling = new StringBuilder("let f0 = (x:long) { x + 1 }; ");
        StringBuilder deep = new StringBuilder(doubling);
        for (int i = 1; i < 200; i++) {
            doubling.append("let f%d = (x:long) { f%d(x) + f%d(x) }; ".formatted(i, i - 1, i - 1));
            deep.append("let f%d = () { f%d() }; ".formatted(i, i - 1));
        }
        assertThat(Queries.rows(doubling + "print f3(1)")).containsExactly("16");
        assertThatThrownBy(() -> Queries.rows(doubling + "print f30(1)")).isInstanceOf(KqlException.class);
        assertThatThrownBy(() -> Queries.rows(deep + "print f199()")).isInstanceOf(KqlException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '#',
            value = {
                "dynamic([1,1]) => array_concat(x, x)",
                "dynamic([1,1]) => pack_array(x, x)",
                "dynamic([1,1]) => bag_pack('a', x, 'b', x)",
                "'ab' => strcat(x, x)",
                "'ab' => strcat_delim(x, x, x)",
                "'ab' => strcat_array(pack_array(x, x), x)",
                "'ab' => replace_string(x, 'a', x)",
                "'ab' => replace_regex(x, 'a', x)",
                "'ab' => strrep(x, 1000)",
            })
    void whatGrowsWithEachStepIsRefusedBeforeItNeedsAllMemory(String start, String step) {
        assertThatThrownBy(() -> Queries.rows("print x = " + start + (" | extend x = " + step).repeat(40)))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.kind()).isEqualTo(KqlException.Kind.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strrep('abcdefgh', 2305843009213693952)",
                "split(strrep(',', 8000000), ',')",
                "extract_all('()', strrep('x', 8000000))",
            })
    void whatIsTooLargeIsRefusedInWhole(String expression) {
        assertThatThrownBy(() -> Queries.rows("print x = " + expression))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.kind()).isEqualTo(KqlException.Kind.LIMIT));
    }

    @Test
    void queriesThatReadThemselvesTwiceEachTimeComeToAnEnd() {
        StringBuilder rows = new StringBuilder("let t0 = T | where false; ");
        StringBuilder columns = new StringBuilder("let t0 = T | project S; ");
        for (int i = 1; i <= 40; i++) {
            rows.append("let t%d = union t%d, t%d; ".formatted(i, i - 1, i - 1));
            columns.append("let t%d = t%d | join kind=inner t%d on S; ".formatted(i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> run(rows + "t40", Duration.ofSeconds(5), 1 << 20, T))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.code()).isEqualTo("QueryTimeout"));
        assertThatThrownBy(() -> run(columns + "t40", Duration.ofMinutes(1), 1 << 20, T))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.kind()).isEqualTo(KqlException.Kind.SEMANTIC));
    }

    @Test
    void rowsOfRowsOfRowsDoNotOverflow() {
        StringBuilder chain = new StringBuilder("let t0 = T; ");
        for (int i = 1; i <= 20_000; i++) {
            chain.append("let t%d = t%d | where true; ".formatted(i, i - 1));
        }
        assertThatThrownBy(() -> Queries.rows(chain + "t20000", T))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e).hasMessageContaining("nested too deeply"));
    }

    @Test
    void memoryAndTimeAreBounded() {
        assertThatThrownBy(() -> run("range i from 1 to 100000000 step 1 | sort by i", Duration.ofMinutes(1), 1 << 20))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.kind()).isEqualTo(KqlException.Kind.LIMIT));
        assertThatThrownBy(() -> run("print x = strrep('abc', 100000000)", Duration.ofMinutes(1), 1 << 20))
                .isInstanceOf(KqlException.class);
        assertThatThrownBy(() -> run("range i from 1 to 1000000000000 step 1 | count", Duration.ofSeconds(5), 1 << 20))
                .isInstanceOfSatisfying(
                        KqlException.class, e -> assertThat(e.code()).isEqualTo("QueryTimeout"));
    }

    private static void run(String text, Duration longest, long bytes, Table... tables) {
        // Each look at the clock takes a millisecond.
        AtomicLong clock = new AtomicLong();
        Cursor cursor = Kql.compile(
                        text,
                        List.of(tables),
                        null,
                        Queries.NOW,
                        new Kql.Limits(longest, bytes, () -> clock.addAndGet(1_000_000)))
                .rows();
        while (cursor.next() != null) {
            // To the end.
        }
    }
}
