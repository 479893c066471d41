package io.sluice.sentinel.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.query.Column;
import io.sluice.kusto.Verdict;
import io.sluice.sentinel.investigation.Binding.Bound;
import io.sluice.sentinel.investigation.Bindings.Case;
import io.sluice.sentinel.kql.MicrosoftTables;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an investigation's documentation says of its answer is what Microsoft's parser finds. */
class InvestigationQueriesTest {

    static List<Case> cases() {
        return Bindings.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBoundTextIsAcceptedWithTheDocumentedColumns(Case of) {
        Verdict verdict = verdict(of);

        // Warnings too: they tell of names that mean something else than they seem to.
        assertThat(verdict.diagnostics())
                .filteredOn(diagnostic -> !diagnostic.severity().equals("Suggestion"))
                .isEmpty();
        assertThat(verdict.columns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList())
                .isEqualTo(of.investigation().columns());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTablesThatAFileNamesAreThoseThatItReads(Case of) {
        assertThat(bound(of).tables())
                .containsExactlyInAnyOrderElementsOf(verdict(of).tables());
    }

    private static Verdict verdict(Case of) {
        return MicrosoftTables.parse(of.engine(), bound(of).query());
    }

    private static Bound bound(Case of) {
        return (Bound) Binding.of(
                of.investigation(), Bindings.examples(of.investigation()), of.engine(), Bindings.WINDOW, Bindings.ROWS);
    }
}
