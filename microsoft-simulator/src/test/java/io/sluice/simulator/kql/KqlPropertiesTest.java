package io.sluice.simulator.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** Rows compared with a plain computation. */
class KqlPropertiesTest {

    record Sample(String key, long value) {}

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "B", "c d", ""),
                        Arbitraries.longs().between(-50, 50))
                .as(Sample::new)
                .list()
                .ofMaxSize(60);
    }

    private static Table table(List<Sample> samples) {
        List<Row> rows = samples.stream()
                .map(it -> new Row(new @Nullable Object[] {it.key(), it.value()}, Queries.NOW))
                .toList();
        return new Table(
                "T", List.of(new Column("K", Type.STRING), new Column("V", Type.LONG)), () -> Cursors.of(rows));
    }

    @Property(tries = 200)
    void whereKeepsWhatItSays(
            @ForAll("samples") List<Sample> samples, @ForAll @IntRange(min = -60, max = 60) int bound) {
        List<String> expected = samples.stream()
                .filter(it -> it.value() >= bound && it.key().equalsIgnoreCase("b"))
                .map(it -> it.key() + " | " + it.value())
                .toList();
        assertThat(Queries.rows("T | where V >= " + bound + " and K =~ 'b'", table(samples)))
                .isEqualTo(expected);
    }

    @Property(tries = 200)
    void summarizeGroupsAsAMapDoes(@ForAll("samples") List<Sample> samples) {
        Map<String, List<Sample>> groups =
                samples.stream().collect(Collectors.groupingBy(Sample::key, TreeMap::new, Collectors.toList()));
        List<String> expected = groups.entrySet().stream()
                .map(group -> group.getKey() + " | " + group.getValue().size() + " | "
                        + group.getValue().stream().mapToLong(Sample::value).sum() + " | "
                        + group.getValue().stream()
                                .mapToLong(Sample::value)
                                .max()
                                .orElseThrow() + " | "
                        + group.getValue().stream()
                                .map(Sample::value)
                                .distinct()
                                .count())
                .toList();
        assertThat(Queries.rows(
                        "T | summarize count(), sum(V), max(V), dcount(V) by K | sort by K asc", table(samples)))
                .isEqualTo(expected);
    }

    @Property(tries = 100)
    void topIsTheBeginningOfSort(
            @ForAll("samples") List<Sample> samples, @ForAll @IntRange(min = 0, max = 20) int most) {
        assertThat(Queries.rows("T | top " + most + " by V desc, K asc", table(samples)))
                .isEqualTo(Queries.rows("T | sort by V desc, K asc | take " + most, table(samples)));
    }

    @Property(tries = 100)
    void windowsOfAHashMakeUpTheWhole(@ForAll("samples") List<Sample> samples) {
        long parts = 0;
        for (int i = 0; i < 3; i++) {
            parts +=
                    Queries.rows("T | where hash(K, 3) == " + i, table(samples)).size();
        }
        assertThat(parts).isEqualTo(samples.size());
    }

    @Property(tries = 300)
    void whateverIsTypedIsAnsweredOrRefused(@ForAll @StringLength(max = 60) String text) {
        answered(text);
    }

    @Property(tries = 300)
    void whateverIsMadeOfWordsIsAnsweredOrRefused(@ForAll("words") String text) {
        answered(text);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "T",
                        "|",
                        "where",
                        "K",
                        "V",
                        "==",
                        "'a'",
                        "1",
                        "(",
                        ")",
                        "summarize",
                        "count()",
                        "by",
                        "and",
                        "in",
                        "project",
                        "extend",
                        "x",
                        "=",
                        ",",
                        "join",
                        "on",
                        "kind=inner",
                        "union",
                        "let",
                        ";",
                        "take",
                        "sort",
                        "mv-expand",
                        "dynamic([1,2])",
                        "[",
                        "]",
                        ".",
                        "-",
                        "bin(V,5)",
                        "make_list(K)",
                        "arg_max(V,*)",
                        "has")
                .list()
                .ofMaxSize(14)
                .map(words -> String.join(" ", words));
    }

    private static void answered(String text) {
        try {
            Queries.rows(text, table(List.of(new Sample("a", 1), new Sample("b", 2))));
        } catch (KqlException e) {
            assertThat(e).hasMessageNotContaining("java.");
        }
    }
}
