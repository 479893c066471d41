package io.sluice.simulator.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.surface.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListFilterTest {

    private record Thing(String kind, List<String> names) {}

    private static final Fields<Thing> FIELDS = new Fields<>(
            "Thing",
            Map.of(
                    "kind", new Fields.Text<>(Thing::kind, false, Set.of("eq", "ne")),
                    "names", new Fields.Many<>(Thing::names, ""),
                    "labels", new Fields.Many<>(Thing::names, "labelName")));

    private static final Thing THING = new Thing("A", List.of("one two", "o'three"));

    private static boolean passes(String filter) {
        return Filter.parse(filter, FIELDS).test(THING);
    }

    @Test
    void listsAreLookedThroughWithAny() {
        assertThat(passes("names/any(n: n eq 'one two')")).isTrue();
        assertThat(passes("names/any(n:n eq 'o''three') and kind eq 'A'")).isTrue();
        assertThat(passes("kind eq 'A' and names/any(n: n eq 'one')")).isFalse();
        assertThat(passes("labels/any(l: l/labelName eq 'one two')")).isTrue();
    }

    @Test
    void searchInTakesSeveralStringsAtOnce() {
        assertThat(passes("search.in(kind,'A,B',',')")).isTrue();
        assertThat(passes("search.in(kind, 'B|C', '|') and kind eq 'A'")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "names/any(n: m eq 'one')",
                "names/any(n: n ne 'one')",
                "names/any(n: n eq one)",
                "names/any(n: n eq 'one'",
                "names/any(n:",
                "kind/any(n: n eq 'A')",
                "names eq 'one'",
                "labels/any(l: l eq 'one')",
                "search.in(names,'A',',')",
                "search.in(kind,'A')",
            })
    void whatIsNotUnderstoodIsRefused(String filter) {
        assertThatThrownBy(() -> passes(filter)).isInstanceOf(RefusedException.class);
    }
}
