package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InvestigationComparisonTest {

    private static final String TENANT = "t1";

    private final List<InvestigationRecord> records = new ArrayList<>();
    private final List<TrueIncidentAlerts> incidents = new ArrayList<>();

    @Test
    void everyAlertInOneInvestigationIsClean() {
        open("i1", "v1", "a");
        open("i1", "v2", "a", "b");
        open("i2", "v1", "c");
        incidents.add(new TrueIncidentAlerts(TENANT, "41", Set.of("a", "b")));

        InvestigationComparison.Outcome outcome = compare("a", "b", "c");

        assertThat(outcome.findings().isClean()).isTrue();
        assertThat(outcome.findings().records()).isEqualTo(3);
        assertThat(outcome.found()).containsOnlyKeys("a", "b", "c").containsEntry("b", "i1");
    }

    @Test
    void anAlertInNoneIsMissing() {
        open("i1", "v1", "a");

        assertThat(compare("a", "b").findings().missing()).containsExactly("b is in no investigation");
    }

    @Test
    void anAlertInTwoIsDoubled() {
        open("i1", "v1", "a", "b");
        open("i2", "v1", "b");

        assertThat(compare("a", "b").findings().doubled()).containsExactly("b is in 2 investigations: i1, i2");
    }

    @Test
    void whatAMergedOneHeldIsWhereItWasMergedInto() {
        open("i1", "v1", "a");
        open("i2", "v1", "b");
        merged("i2", "v2", "i1");
        open("i1", "v2", "a", "b");

        assertThat(compare("a", "b").findings().isClean()).isTrue();
    }

    @Test
    void aMergeMustLeadToOneThatIsThere() {
        open("i1", "v1", "a");
        merged("i2", "v1", "i9");
        merged("i3", "v1", "");
        merged("i4", "v1", "i5");
        merged("i5", "v1", "i4");

        assertThat(compare("a").findings().wrong())
                .contains(
                        "i2 was merged into i9, which is not there",
                        "i3 was merged into nothing",
                        "i4 was merged in a circle, through i4");
    }

    @Test
    void aVersionThatIsToldTwiceIsDoubled() {
        open("i1", "v1", "a");
        open("i1", "v1", "a");
        open("i1", "v2", "a");
        open("i1", "v1", "a");

        assertThat(compare("a").findings().doubled())
                .hasSize(2)
                .anyMatch(each -> each.contains("is of the same version v1 as the one before it"))
                .anyMatch(each -> each.contains("the event t1/i1/v1") && each.contains("was at partition 0 offset 0"));
    }

    @Test
    void whatIsListedAndIsNoAlertIsWrong() {
        open("i1", "v1", "a", "x");

        assertThat(compare("a").findings().wrong())
                .containsExactly("i1 at partition 0 offset 0 lists what is not on alerts: x");
    }

    @Test
    void whatIsNamedByAJoinAndIsNoAlertIsAnIncidentOrAMessage() {
        records.add(record("i1", "open", "", "v1", Set.of("a"), Set.of("41", "message"), 1, 0, Set.of("41")));

        assertThat(compare("a").findings().isClean()).isTrue();
    }

    @Test
    void aCountThatDoesNotAgreeWithTheListIsWrong() {
        records.add(record("i1", "open", "", "v1", Set.of("a"), Set.of(), 3, 1, Set.of()));

        assertThat(compare("a").findings().wrong())
                .containsExactly("i1 at partition 0 offset 0 says that it holds 3 alerts, lists 1 and leaves out 1");
    }

    @Test
    void alertsThatAreOnlyCountedAreWhereTheirIncidentIs() {
        records.add(record("i1", "open", "", "v1", Set.of("a"), Set.of("b"), 4, 3, Set.of("41")));
        open("i2", "v1", "z");
        incidents.add(new TrueIncidentAlerts(TENANT, "41", Set.of("a", "b", "c")));

        InvestigationComparison.Outcome outcome = compare("a", "b", "c", "d", "z");

        assertThat(outcome.findings().isClean()).isTrue();
        assertThat(outcome.found()).containsEntry("c", "i1").doesNotContainKey("d");
    }

    @Test
    void moreAlertsThatAreListedNowhereThanAreCountedAreMissing() {
        records.add(record("i1", "open", "", "v1", Set.of("a"), Set.of(), 2, 1, Set.of()));

        assertThat(compare("a", "b", "c").findings().missing()).hasSize(1);
    }

    @Test
    void alertsOfOneOfMicrosoftsIncidentsInTwoInvestigationsAreWrong() {
        open("i1", "v1", "a");
        open("i2", "v1", "b");
        incidents.add(new TrueIncidentAlerts(TENANT, "41", Set.of("a", "b", "not read yet")));

        assertThat(compare("a", "b").findings().wrong())
                .containsExactly("the alerts of Microsoft's incident 41 are in 2 investigations: i1 (a), i2 (b)");
    }

    @Test
    void aClosedOneHoldsItsAlerts() {
        records.add(record("i1", "closed", "", "v1", Set.of("a"), Set.of(), 1, 0, Set.of()));

        assertThat(compare("a").findings().isClean()).isTrue();
    }

    private InvestigationComparison.Outcome compare(String... alerts) {
        return new InvestigationComparison(records, new TreeSet<>(List.of(alerts)), incidents).compare();
    }

    private void open(String id, String version, String... alerts) {
        records.add(record(id, "open", "", version, Set.of(alerts), Set.of(), alerts.length, 0, Set.of()));
    }

    private void merged(String id, String version, String into) {
        records.add(record(id, "merged", into, version, Set.of(), Set.of(), 0, 0, Set.of()));
    }

    private InvestigationRecord record(
            String id,
            String state,
            String mergedInto,
            String version,
            Set<String> listed,
            Set<String> named,
            int alerts,
            int omitted,
            Set<String> incidentsOfIt) {
        return new InvestigationRecord(
                TENANT,
                id,
                state,
                mergedInto,
                TENANT + "/" + id + "/" + version,
                listed,
                named,
                alerts,
                omitted,
                incidentsOfIt,
                0,
                records.size());
    }
}
