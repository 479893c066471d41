package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.correlation.PlayOfAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrelatedTest {

    private static final PlayOfAlert ATTACK = new PlayOfAlert("p1", "phishing", true);
    private static final PlayOfAlert NOISE = new PlayOfAlert("p2", "rule-noise", false);

    @Test
    void eachTenantIsComparedOnItsOwnAndTogetherTheyAreScored() {
        Correlated outcome = Correlated.of(
                List.of("t1", "t2"),
                List.of(investigation("t1", "i1", Set.of("a", "b")), investigation("t2", "i1", Set.of("a", "n"))),
                List.of(new ChangeRecord("t1", "i1", "opened", "v1", "", 0, 0)),
                List.of(seen("t1", "a"), seen("t1", "b"), seen("t1", "b"), seen("t2", "a"), seen("t2", "n")),
                List.of(),
                Map.of("t1/a", ATTACK, "t1/b", ATTACK, "t2/a", ATTACK, "t2/n", NOISE, "t2/never read", NOISE));

        assertThat(outcome.investigations().values()).allMatch(Findings::isClean);
        assertThat(outcome.changes().get("t1")).returns(true, Findings::isClean);
        assertThat(outcome.changes().get("t2"))
                .satisfies(findings -> assertThat(findings.missing()).hasSize(1));
        assertThat(outcome.pairs())
                .hasEntrySatisfying(
                        "t1", scored -> assertThat(scored.total().precision()).isEqualTo(1))
                .hasEntrySatisfying(
                        "t2", scored -> assertThat(scored.total().precision()).isZero());
        assertThat(outcome.allPairs().total().foundPairs()).isEqualTo(2);
        assertThat(outcome.allPairs().lonely()).isEmpty();
    }

    @Test
    void anIncidentHoldsTheAlertsWhoseCurrentVersionsSaySo() {
        Instant then = Instant.parse("2026-02-03T10:00:00Z");
        List<Expected> versions = List.of(
                expected("a", "41", then, null, true),
                expected("b", "41", then, null, true),
                expected("c", "41", then, then.plusSeconds(9), true),
                expected("c", "42", then, null, true),
                expected("d", "41", then, null, false),
                expected("e", "", then, null, true));

        assertThat(TrueIncidentAlerts.ofAlerts(versions))
                .containsExactly(
                        new TrueIncidentAlerts("t1", "41", Set.of("a", "b")),
                        new TrueIncidentAlerts("t1", "42", Set.of("c")));
    }

    @Test
    void theServiceHasTakenInWhatItsGroupHasCommittedBeyond() {
        TopicPartition one = new TopicPartition("alerts", 0);
        TopicPartition two = new TopicPartition("alerts", 1);

        assertThat(Correlation.isBeyond(Map.of(one, 4L), Map.of(one, 5L, two, 0L)))
                .isTrue();
        assertThat(Correlation.isBeyond(Map.of(one, 4L), Map.of(one, 4L))).isFalse();
        assertThat(Correlation.isBeyond(Map.of(one, 4L, two, 0L), Map.of(one, 5L)))
                .isFalse();
        assertThat(Correlation.isBeyond(Map.of(), Map.of())).isTrue();
    }

    private static InvestigationRecord investigation(String tenant, String id, Set<String> alerts) {
        return new InvestigationRecord(
                tenant, id, "open", "", tenant + "/" + id + "/v1", alerts, Set.of(), alerts.size(), 0, Set.of(), 0, 0);
    }

    private static Seen seen(String tenant, String uid) {
        return new Seen(tenant, content(uid, ""), "event", 0, 0);
    }

    private static Expected expected(
            String uid, String incident, Instant from, @Nullable Instant until, boolean demanded) {
        return new Expected("t1", content(uid, incident), 1, from, until, demanded);
    }

    private static Content content(String uid, String related) {
        return new Content(uid, related, 0, "title", "High", "New", 0);
    }
}
