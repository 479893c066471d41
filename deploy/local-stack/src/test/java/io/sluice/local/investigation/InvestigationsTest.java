package io.sluice.local.investigation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.local.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvestigationsTest {

    private final Map<String, byte[]> newest = new LinkedHashMap<>();

    @Test
    void theNewestRecordOfEachCountsAndOneWithoutAValueTakesItAway() {
        InvestigationTopic.put(newest, "t/a", "1".getBytes(UTF_8));
        InvestigationTopic.put(newest, "t/b", "1".getBytes(UTF_8));
        InvestigationTopic.put(newest, "t/a", "2".getBytes(UTF_8));
        InvestigationTopic.put(newest, "t/b", null);

        assertThat(newest).containsOnlyKeys("t/a").containsEntry("t/a", "2".getBytes(UTF_8));
    }

    @Test
    void theMostUrgentComeFirstAndAmongEqualsTheOneThatMovedLast() {
        add("low", 10, 1_000);
        add("old", 50, 1_000);
        add("new", 50, 2_000);
        add("top", 90, 1_000);

        assertThat(all().list(_ -> true, 3).investigations())
                .extracting(StoredInvestigation::id)
                .containsExactly("top", "new", "old");
        assertThat(all().list(each -> each.score() < 50, 3).investigations())
                .extracting(StoredInvestigation::id)
                .containsExactly("low");
    }

    @Test
    void whereThereIsNoneYetItIsSaidWhatToLookAt() {
        assertThat(all().noneListed())
                .contains("no investigations yet", "./sluice topic alerts", "./sluice status")
                .doesNotContain("such");
    }

    @Test
    void whereThereAreOthersItIsSaidHowToSeeThem() {
        add("low", 10, 1_000);
        add("top", 90, 1_000);

        assertThat(all().noneListed()).contains("None of the 2 investigations", "--state any");
    }

    @Test
    void oneIsFoundByItsIdOrByABeginningThatNoOtherHas() {
        add("abc1", 1, 1);
        add("abd2", 1, 1);
        add("abd2-5", 1, 1);

        assertThat(all().find("abc").investigation().id()).isEqualTo("abc1");
        assertThat(all().find("abd2").investigation().id()).isEqualTo("abd2");
        assertThatThrownBy(() -> all().find("ab"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is the beginning of 3: abc1, abd2, abd2-5");
        assertThatThrownBy(() -> all().find("x\u001b[2J"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no investigation 'x\\u001b[2J'");
    }

    @Test
    void aMergedOneLeadsToTheOneThatItWasMergedInto() {
        merged("young", "middle");
        merged("middle", "old");
        add("old", 1, 1);

        Investigations.Found found = all().find("young");

        assertThat(found.investigation().id()).isEqualTo("old");
        assertThat(found.mergedAway()).containsExactly("young", "middle");
        assertThat(all().find("old").mergedAway()).isEmpty();
    }

    @Test
    void aMergeThatLeadsNowhereOrInACircleEnds() {
        merged("lost", "nowhere");
        merged("one", "two");
        merged("two", "one");

        assertThat(all().find("lost").investigation().detail().state()).isEqualTo(InvestigationState.MERGED);
        assertThat(all().find("lost").mergedAway()).isEmpty();
        assertThat(all().find("one").investigation().detail().state()).isEqualTo(InvestigationState.MERGED);
    }

    @Test
    void theShownPrefixIsAsLongAsItMustBe() {
        add("12345678-a", 1, 1);
        add("12345678-b", 1, 1);
        add("abcdefgh-c", 1, 1);

        assertThat(all().list(_ -> true, 9).investigations().stream().map(all()::prefix))
                .containsExactlyInAnyOrder("12345678-a", "12345678-b", "abcdefgh");
    }

    @Test
    void aRecordThatIsNoInvestigationIsSaidToBeNoneAndHidesNoOther() {
        newest.put("t/x\u001b[2J", "{\"unmapped\":{\"state\":7}}".getBytes(UTF_8));
        add("good", 1, 1);

        assertThat(all().list(_ -> true, 9).investigations())
                .extracting(StoredInvestigation::id)
                .containsExactly("good");
        assertThat(all().list(_ -> true, 9).unreadable()).containsExactly("t/x\u001b[2J");
        assertThatThrownBy(() -> all().find("x")).isInstanceOf(UserError.class).hasMessageContaining("t/x\\u001b[2J");
    }

    private Investigations all() {
        return new Investigations(newest);
    }

    private void add(String id, int score, long endTime) {
        ObjectNode record = Examples.phishing().put("end_time", endTime);
        record.withObject("/unmapped/score").put("value", score);
        newest.put(Examples.TENANT + "/" + id, Examples.bytes(record));
    }

    private void merged(String id, String into) {
        ObjectNode record = Examples.phishing();
        record.withObject("/unmapped").put("state", "merged").put("mergedInto", into);
        newest.put(Examples.TENANT + "/" + id, Examples.bytes(record));
    }
}
