package io.sluice.simulator.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and types of columns, as Microsoft's own parser gives them. */
class ColumnsTest {

    private static final Table T = Queries.table(
            "T",
            List.of(
                    new Column("S", Type.STRING),
                    new Column("I", Type.INT),
                    new Column("L", Type.LONG),
                    new Column("B", Type.BOOL),
                    new Column("T", Type.DATETIME),
                    new Column("D", Type.DYNAMIC)));
    private static final Table U = Queries.table(
            "U", List.of(new Column("S", Type.STRING), new Column("I", Type.LONG), new Column("X", Type.STRING)));

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '#',
            value = {
                "T | summarize count(), max(T), dcount(S), min(tolong(S)), make_set(S), make_list(S) by bin(T,1h), tostring(D.a), S => T:datetime, D_a:string, S:string, count_:long, max_T:datetime, dcount_S:long, min_S:long, set_S:dynamic, list_S:dynamic",
                "T | summarize arg_max(T, *) by S => S:string, T:datetime, I:int, L:long, B:bool, D:dynamic",
                "T | summarize arg_max(T, S, L) by I => I:int, T:datetime, S:string, L:long",
                "T | summarize any(S), take_any(L) by I => I:int, any_S:string, L:long",
                "T | summarize x=arg_max(T, S), countif(B), sum(I), avg(I), tostring(make_set(S)) => x:datetime, S:string, countif_B:long, sum_I:long, avg_I:real, set_S:string",
                "T | summarize count() by tolower(S), strcat(S,'x'), tostring(D['x']), tostring(D[0]) => Column1:string, Column2:string, D_x:string, D_0:string, count_:long",
                "T | summarize percentile(L, 95), percentile(L, 95) by S => S:string, percentile_L_95:long, percentile_L_951:long",
                "T | summarize count(), count() => count_:long, count_1:long",
                "T | project I+I, I*1.5, T-T, -I, D.a.b => Column1:long, Column2:real, Column3:timespan, Column4:long, D_a_b:dynamic",
                "T | join (U) on S => S:string, I:int, L:long, B:bool, T:datetime, D:dynamic, S1:string, I1:long, X:string",
                "T | join kind=leftanti (U) on S => S:string, I:int, L:long, B:bool, T:datetime, D:dynamic",
                "T | join kind=rightsemi (U) on S => S:string, I:long, X:string",
                "T | lookup (U) on S => S:string, I:int, L:long, B:bool, T:datetime, D:dynamic, I1:long, X:string",
                "union withsource=Src T, U => Src:string, S:string, I_int:int, I_long:long, L:long, B:bool, T:datetime, D:dynamic, X:string",
                "T | mv-expand D => S:string, I:int, L:long, B:bool, T:datetime, D:dynamic",
                "T | mv-expand x = D to typeof(string) => S:string, I:int, L:long, B:bool, T:datetime, D:dynamic, x:string",
                "T | mv-expand with_itemindex=i D.a => S:string, I:int, L:long, B:bool, T:datetime, D:dynamic, D_a:dynamic, i:long",
                "T | project-away S*, I => L:long, B:bool, T:datetime, D:dynamic",
                "T | project-keep T*, S => S:string, T:datetime",
                "T | project-rename Q = S | project-keep Q => Q:string",
                "T | project-reorder T, S => T:datetime, S:string, I:int, L:long, B:bool, D:dynamic",
                "T | extend S = I | project S => S:int",
                "T | distinct S, tolower(S) => S:string, Column1:string",
                "T | getschema => ColumnName:string, ColumnOrdinal:long, DataType:string, ColumnType:string",
                "T | count => Count:long",
                "print 1, a='x', now(), 1d, 1.5, true => print_0:long, a:string, print_2:datetime, print_3:timespan, print_4:real, print_5:bool",
                "range i from 1 to 10 step 1 => i:long",
                "let f = (a:string, n:long=5) { T | where S == a | take n }; f('x') | project S => S:string",
                "let g = (a:int) { a + 1 }; T | project g(I) => Column1:long",
                "search 'x' => $table:string, S:string, I_int:int, I_long:long, L:long, B:bool, T:datetime, D:dynamic, X:string",
            })
    void areNamedAndTypedLikeTheOriginals(String query, String columns) {
        assertThat(Queries.columns(query, T, U)).isEqualTo(columns);
    }
}
