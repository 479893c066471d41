package io.sluice.simulator.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators make of rows. */
class OperatorsTest {

    private static final String LOG = """
            let Log = datatable(Id:string, At:datetime, Status:string, Tags:dynamic)[
                "a", datetime(2026-08-01 10:00), "New", dynamic(["x","y"]),
                "b", datetime(2026-08-01 10:05), "New", dynamic([]),
                "a", datetime(2026-08-01 11:00), "Closed", dynamic(["y","z"]),
                "c", datetime(2026-08-01 11:30), "Active", dynamic(null)];
            """;

    @Test
    void theNewestRowOfEachIsKept() {
        assertThat(Queries.rows(
                        LOG + "Log | summarize arg_max(At, Status) by Id | order by Id asc | project Id, Status"))
                .containsExactly("a | Closed", "b | New", "c | Active");
        assertThat(Queries.rows(LOG + "Log | summarize arg_min(At, *) by Id | where Id == 'a' | project Status, Id"))
                .containsExactly("New | a");
    }

    @Test
    void groupsAreCountedAndListed() {
        assertThat(
                        Queries.rows(
                                LOG
                                        + "Log | summarize N=count(), S=make_set(Status), L=make_list(Id) by bin(At, 1h) | sort by At asc"))
                .containsExactly(
                        "2026-08-01T10:00:00.0000000Z | 2 | [\"New\"] | [\"a\",\"b\"]",
                        "2026-08-01T11:00:00.0000000Z | 2 | [\"Closed\",\"Active\"] | [\"a\",\"c\"]");
        assertThat(Queries.rows(LOG + "Log | summarize dcount(Id), countif(Status == 'New'), min(At), max(Id)"))
                .containsExactly("3 | 2 | 2026-08-01T10:00:00.0000000Z | c");
    }

    @Test
    void aSetOfListsIsTheSetOfWhatIsInThem() {
        String lists = """
                let L = datatable(Val:int, Arr1:dynamic)[
                    1, dynamic(['A1','A2','A3']), 5, dynamic(['A2','C1']), 7, dynamic(['C2']), 5, dynamic(['C2','A1'])];
                """;
        assertThat(Queries.rows(lists + "L | summarize make_set(Val), make_set(Arr1), make_set(Arr1, 2)"))
                .containsExactly("[1,5,7] | [\"A1\",\"A2\",\"A3\",\"C1\",\"C2\"] | [\"A1\",\"A2\"]");
        assertThat(Queries.rows(lists + "L | summarize make_set_if(Arr1, Val == 5)"))
                .containsExactly("[\"A2\",\"C1\",\"C2\",\"A1\"]");
        assertThat(Queries.rows(lists + "L | where Val == 5 | summarize make_list(Arr1)"))
                .containsExactly("[[\"A2\",\"C1\"],[\"C2\",\"A1\"]]");
        assertThatThrownBy(() -> Queries.rows("print x = dynamic([[1],[2]]) | summarize make_set(x)"))
                .isInstanceOf(KqlException.class);
    }

    @Test
    void nothingIsSummarizedToTheDefaultsOfTheDocumentation() {
        assertThat(Queries.rows(
                        LOG + "Log | where Id == 'q' | summarize count(), dcount(Id), make_list(Id), max(At), avg(1)"))
                .containsExactly("0 | 0 | [] | null | NaN");
        assertThat(Queries.rows(LOG + "Log | where Id == 'q' | summarize count() by Id"))
                .isEmpty();
    }

    @Test
    void listsAreTakenApartAndWhatIsNoneStaysAsOneRowWithoutAValue() {
        assertThat(Queries.rows(LOG + "Log | mv-expand Tag = Tags to typeof(string) | project Id, Tag"))
                .containsExactly("a | x", "a | y", "a | y", "a | z", "c | ");
        assertThat(Queries.rows("print D = dynamic({'p':1,'q':2}) | mv-expand D"))
                .containsExactly("{\"p\":1}", "{\"q\":2}");
        assertThat(Queries.rows("print D = dynamic([10,20]) | mv-expand with_itemindex=i D to typeof(long)"))
                .containsExactly("10 | 0", "20 | 1");
    }

    private static final String SIDES = """
            let X = datatable(K:string, V:long)["a",1,"b",2,"b",3,"c",4];
            let Y = datatable(K:string, W:long)["b",10,"c",20,"c",30,"d",40];
            """;

    @Test
    void joinsAreThoseOfTheDocumentation() {
        assertThat(Queries.rows(SIDES + "X | join Y on K | sort by K asc, W asc"))
                .containsExactly("b | 2 | b | 10", "c | 4 | c | 20", "c | 4 | c | 30");
        assertThat(Queries.rows(SIDES + "X | join kind=inner Y on K | sort by K asc, V asc, W asc"))
                .containsExactly("b | 2 | b | 10", "b | 3 | b | 10", "c | 4 | c | 20", "c | 4 | c | 30");
        assertThat(Queries.rows(SIDES + "X | join kind=leftouter Y on K | sort by K asc, V asc, W asc"))
                .containsExactly(
                        "a | 1 |  | null", "b | 2 | b | 10", "b | 3 | b | 10", "c | 4 | c | 20", "c | 4 | c | 30");
        assertThat(Queries.rows(SIDES + "X | join kind=rightouter Y on K | sort by W asc, V asc"))
                .containsExactly(
                        "b | 2 | b | 10", "b | 3 | b | 10", "c | 4 | c | 20", "c | 4 | c | 30", " | null | d | 40");
        assertThat(Queries.rows(SIDES + "X | join kind=leftanti Y on K")).containsExactly("a | 1");
        assertThat(Queries.rows(SIDES + "X | join kind=leftsemi Y on $left.K == $right.K | summarize count()"))
                .containsExactly("3");
        assertThat(Queries.rows(SIDES + "X | join kind=rightanti Y on K")).containsExactly("d | 40");
        assertThat(Queries.rows(SIDES + "X | lookup Y on K | where K == 'b'"))
                .containsExactly("b | 2 | 10", "b | 3 | 10");
    }

    @Test
    void unionsKeepColumnsOfBothAndTellTheSource() {
        assertThat(Queries.rows(SIDES + "union X, Y | summarize count(), sum(V), sum(W)"))
                .containsExactly("8 | 10 | 100");
        assertThat(Queries.rows(SIDES + "union kind=inner X, Y | take 1")).containsExactly("a");
        assertThat(Queries.columns(SIDES + "union isfuzzy=true X, NotThere")).isEqualTo("K:string, V:long");
    }

    @Test
    void rowsAreSortedWithNullsWhereTheyBelong() {
        String rows = "datatable(A:long)[3, long(null), 1] | ";
        assertThat(Queries.rows(rows + "sort by A")).containsExactly("3", "1", "null");
        assertThat(Queries.rows(rows + "sort by A asc")).containsExactly("null", "1", "3");
        assertThat(Queries.rows(rows + "sort by A asc nulls last")).containsExactly("1", "3", "null");
        assertThat(Queries.rows(rows + "top 1 by A")).containsExactly("3");
        assertThat(Queries.rows(rows + "top 2 by A asc nulls last")).containsExactly("1", "3");
    }

    @Test
    void listsOfAQueryAreLookedUp() {
        assertThat(Queries.rows(SIDES + "X | where K in (Y | project K) | count"))
                .containsExactly("3");
        assertThat(Queries.rows(SIDES + "X | where K !in ((Y | project K))")).containsExactly("a | 1");
        assertThat(Queries.rows(SIDES + "let keys = materialize(Y | distinct K); X | where K in (keys) | count"))
                .containsExactly("3");
        assertThat(Queries.rows(SIDES + "print toscalar(Y | summarize max(W))")).containsExactly("40");
    }

    @Test
    void namesAndFunctionsAreDefined() {
        assertThat(Queries.rows("let n = 2; let f = (x:long, y:long = 10) { x * y + n }; print f(3), f(3, y=1)"))
                .containsExactly("32 | 5");
        assertThat(Queries.rows(
                        SIDES + "let over = (T:(V:long), least:long) { T | where V > least }; over(X, 2) | count"))
                .containsExactly("2");
        assertThat(Queries.rows("declare query_parameters(who:string = \"a b\", n:long = 5); print who, n"))
                .containsExactly("a b | 5");
    }

    @Test
    void theTimeOfIngestionStaysWithTheRowUntilItIsGrouped() {
        Table table = Queries.table(
                "T",
                List.of(new Column("TimeGenerated", Type.DATETIME), new Column("N", Type.LONG)),
                new Object[] {Instant.parse("2026-08-01T11:00:00Z"), 1L},
                new Object[] {Instant.parse("2026-08-01T11:01:00Z"), 2L});
        assertThat(Queries.rows("T | where ingestion_time() > datetime(2026-08-01 12:00) | project N", table))
                .containsExactly("2");
        assertThat(Queries.rows("T | project N | extend I = ingestion_time() | take 1", table))
                .containsExactly("1 | 2026-08-01T12:00:00.0000000Z");
        assertThat(Queries.rows("T | summarize count() by N | extend I = isnull(ingestion_time()) | take 1", table))
                .containsExactly("1 | 1 | true");
    }

    @Test
    void commentsStringsAndLinesAreAsInKusto() {
        assertThat(Queries.rows(
                        "print a = @\"it\"\"s\", // a comment | with a pipe\n  b = 'say \"x\"', c = ```two\nlines```;"))
                .containsExactly("it\"s | say \"x\" | two\nlines");
        assertThat(Queries.rows("print ['a b'] = 1 | project x = ['a b'] + 1")).containsExactly("2");
    }

    @Test
    void rangesStreamAndCanBeAsLongAsWanted() {
        assertThat(Queries.rows("range i from 1 to 5 step 2")).containsExactly("1", "3", "5");
        assertThat(Queries.rows("range i from 1 to 1000000000000 step 1 | take 2"))
                .containsExactly("1", "2");
        assertThat(Queries.rows("range t from datetime(2026-01-01) to datetime(2026-01-02) step 12h | count"))
                .containsExactly("3");
    }

    @Test
    void aSpanOfTimeLimitsWhatTablesShow() {
        Table table = Queries.table(
                "T",
                List.of(new Column("TimeGenerated", Type.DATETIME)),
                new Object[] {Instant.parse("2026-08-01T11:00:00Z")},
                new Object[] {Instant.parse("2026-08-01T13:00:00Z")});
        Kql query = Kql.compile(
                "T | count",
                List.of(table),
                new Kql.Span("TimeGenerated", Instant.parse("2026-08-01T12:00:00Z"), Instant.MAX),
                Queries.NOW,
                new Kql.Limits(java.time.Duration.ofMinutes(1), 1 << 20, System::nanoTime));
        assertThat(query.rows().next())
                .isNotNull()
                .satisfies(row -> assertThat(row.get(0)).isEqualTo(1L));
    }
}
