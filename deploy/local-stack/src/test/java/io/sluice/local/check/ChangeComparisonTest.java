package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeComparisonTest {

    private final List<InvestigationRecord> records = new ArrayList<>();
    private final List<ChangeRecord> changes = new ArrayList<>();

    @Test
    void aChangeForEachVersionInAnUnbrokenChainIsClean() {
        version("i1", "v1");
        version("i2", "v1");
        version("i1", "v2");
        change("i1", "opened", "", "v1");
        change("i2", "opened", "", "v1");
        change("i1", "changed", "v1", "v2");

        assertThat(compare().isClean()).isTrue();
        assertThat(compare().demanded()).isEqualTo(3);
    }

    @Test
    void aVersionWithoutAChangeIsMissing() {
        version("i1", "v1");

        assertThat(compare().missing())
                .containsExactly("i1: nothing says how version v1 at partition 0 offset 0 came about");
    }

    @Test
    void aSecondChangeToTheSameVersionIsDoubled() {
        version("i1", "v1");
        change("i1", "opened", "", "v1");
        change("i1", "changed", "v1", "v1");

        assertThat(compare().doubled()).hasSize(1).allMatch(each -> each.contains("led to version v1"));
        assertThat(compare().wrong()).isEmpty();
    }

    @Test
    void aChangeThatBeginsElsewhereThanTheOneBeforeEndedIsWrong() {
        version("i1", "v1");
        version("i1", "v3");
        change("i1", "opened", "", "v1");
        change("i1", "changed", "v2", "v3");

        assertThat(compare().wrong())
                .containsExactly("i1: the change at partition 0 offset 1 comes after version v2, but the one before it"
                        + " led to version v1");
    }

    @Test
    void aChangeToAVersionThatIsNotThereIsWrong() {
        change("i1", "opened", "", "v1");

        assertThat(compare().wrong())
                .containsExactly(
                        "i1: the change at partition 0 offset 0 led to version v1, which is not on investigations");
    }

    @Test
    void oneThatWasClosedBeginsAnewAndOneThatWasNotDoesNot() {
        version("i1", "v1");
        version("i1", "v2");
        version("i1", "v3");
        change("i1", "opened", "", "v1");
        change("i1", "closed", "v1", "v2");
        change("i1", "opened", "", "v3");
        assertThat(compare().isClean()).isTrue();

        version("i1", "v4");
        change("i1", "opened", "", "v4");
        assertThat(compare().wrong()).hasSize(1).allMatch(each -> each.contains("comes after none"));
    }

    private Findings compare() {
        return ChangeComparison.of(records, changes);
    }

    private void version(String id, String version) {
        records.add(new InvestigationRecord(
                "t1",
                id,
                "open",
                "",
                "t1/" + id + "/" + version,
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                records.size()));
    }

    private void change(String id, String kind, String before, String version) {
        changes.add(new ChangeRecord("t1", id, kind, version, before, 0, changes.size()));
    }
}
