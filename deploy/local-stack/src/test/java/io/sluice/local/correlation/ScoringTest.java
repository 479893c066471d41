package io.sluice.local.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.local.correlation.Scoring.Scenarios;
import io.sluice.local.correlation.Scoring.Scored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoringTest {

    private static final PlayOfAlert MAIL = new PlayOfAlert("mail-1", "phishing", true);
    private static final PlayOfAlert OTHER_MAIL = new PlayOfAlert("mail-2", "phishing", true);
    private static final PlayOfAlert VIRUS = new PlayOfAlert("virus-1", "malware", true);

    @Test
    void investigationsThatAreThePlaysArePerfect() {
        Scored scored = Scoring.of(
                Map.of("t/a", MAIL, "t/b", MAIL, "t/c", VIRUS, "t/d", VIRUS),
                Map.of("t/a", "t/1", "t/b", "t/1", "t/c", "t/2", "t/d", "t/2"));

        assertThat(scored.total()).isEqualTo(new PairScore(2, 2, 2));
        assertThat(scored.total().precision()).isOne();
        assertThat(scored.total().recall()).isOne();
        assertThat(scored.confusion()).isEmpty();
        assertThat(scored.lonely()).isEmpty();
        assertThat(scored.unknown()).isEmpty();
    }

    @Test
    void aPlayInTwoInvestigationsMissesThePairsBetweenThem() {
        Scored scored = Scoring.of(
                Map.of("t/a", MAIL, "t/b", MAIL, "t/c", MAIL, "t/d", VIRUS),
                Map.of("t/a", "t/1", "t/b", "t/1", "t/c", "t/2", "t/d", "t/3"));

        assertThat(scored.total()).isEqualTo(new PairScore(3, 1, 1));
        assertThat(scored.scenarios()).isEqualTo(Map.of("phishing", new PairScore(3, 1, 1), "malware", PairScore.NONE));
    }

    @Test
    void whatWasPutTogetherWronglyIsToldByScenario() {
        Scored scored = Scoring.of(
                Map.of("t/a", MAIL, "t/b", MAIL, "t/c", OTHER_MAIL, "t/d", VIRUS),
                Map.of("t/a", "t/1", "t/b", "t/1", "t/c", "t/1", "t/d", "t/1"));

        assertThat(scored.total()).isEqualTo(new PairScore(1, 6, 1));
        assertThat(scored.total().precision()).isCloseTo(1 / 6.0, within(1e-9));
        assertThat(scored.confusion())
                .containsExactly(
                        Map.entry(new Scenarios("malware", "phishing"), 3L),
                        Map.entry(new Scenarios("phishing", "phishing"), 2L));
    }

    @Test
    void anAlertInNoInvestigationIsMissedAndToldAndAStrangersIsOnlyTold() {
        Scored scored = Scoring.of(Map.of("t/a", MAIL, "t/b", MAIL), Map.of("t/a", "t/1", "t/x", "t/1"));

        assertThat(scored.total()).isEqualTo(new PairScore(1, 0, 0));
        assertThat(scored.lonely()).containsExactly("t/b");
        assertThat(scored.unknown()).containsExactly("t/x");
    }

    @Test
    void someAlertsCanBeScoredAlone() {
        PairScore score = Scoring.of(
                Map.of("t/a", MAIL, "t/b", MAIL, "t/sn1", MAIL),
                Map.of("t/a", "t/1", "t/b", "t/1", "t/sn1", "t/2"),
                alert -> !alert.contains("/sn"));

        assertThat(score).isEqualTo(new PairScore(1, 1, 1));
    }

    @Test
    void nothingToPutTogetherIsNoMistake() {
        assertThat(PairScore.NONE.precision()).isOne();
        assertThat(PairScore.NONE.recall()).isOne();
    }

    /** Each alert is a number: its play is the number's tens, its scenario the hundreds, its investigation the ones. */
    @Property
    void theSizesOfGroupsGiveWhatCountingPairsOneByOneGives(
            @ForAll @Size(max = 60) List<@IntRange(max = 399) Integer> alerts) {
        Map<String, PlayOfAlert> truth = new HashMap<>();
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < alerts.size(); i++) {
            int number = alerts.get(i);
            truth.put("t/" + i, new PlayOfAlert("play " + number / 10, "scenario " + number / 100, true));
            if (number % 10 != 0) {
                found.put("t/" + i, "investigation " + number % 10);
            }
        }

        Scored scored = Scoring.of(truth, found);

        assertThat(scored.total()).isEqualTo(oneByOne(truth, found));
        assertThat(scored.confusion().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(scored.total().foundPairs() - scored.total().rightPairs());
    }

    private static PairScore oneByOne(Map<String, PlayOfAlert> truth, Map<String, String> found) {
        List<String> alerts = new ArrayList<>(truth.keySet());
        PairScore score = PairScore.NONE;
        for (int i = 0; i < alerts.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean together = found.containsKey(alerts.get(i))
                        && Objects.equals(found.get(alerts.get(i)), found.get(alerts.get(j)));
                boolean belong = Objects.equals(truth.get(alerts.get(i)), truth.get(alerts.get(j)));
                score = score.plus(new PairScore(belong ? 1 : 0, together ? 1 : 0, together && belong ? 1 : 0));
            }
        }
        return score;
    }
}
