package io.sluice.simulator.sentinel;

import io.sluice.simulator.sentinel.SentinelIncident.Comment;
import io.sluice.simulator.sentinel.SentinelIncident.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident that Sentinel made of alerts of one rule, and what people do with it. */
final class OwnIncident {

    /** Where numbers begin: among those of Defender's incidents, with which they have nothing to do. */
    private static final int FIRST_NUMBER = 40_000;

    /** Where the numbers begin that Defender gives to Sentinel's incidents. */
    private static final long FIRST_IN_DEFENDER = 2_000_000_000L;

    private final int sequence;
    private final String analyst;
    private final Instant created;
    private final List<RuleAlert> alerts = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private String status = "New";
    private @Nullable String owner;
    private @Nullable Verdict verdict;
    private @Nullable Instant closed;

    OwnIncident(int sequence, RuleAlert first, Instant created) {
        this.sequence = sequence;
        this.analyst = "soc.analyst@" + first.tenant().mailDomain();
        this.created = created;
        alerts.add(first);
    }

    /** Whether another alert still joins it. */
    boolean isOpen() {
        return !status.equals("Closed");
    }

    List<RuleAlert> alerts() {
        return alerts;
    }

    void join(RuleAlert alert) {
        alerts.add(alert);
    }

    /** Somebody begins to work on it. */
    void assign() {
        status = "Active";
        owner = analyst;
    }

    /** Somebody is done with it. */
    void close(Instant time) {
        status = "Closed";
        closed = time;
        owner = analyst;
        RuleAlert first = alerts.getFirst();
        verdict = first.attackId() != null
                ? new Verdict("TruePositive", "SuspiciousActivity", "Part of an attack.")
                : Draw.about("verdict", first.systemAlertId()).chance(0.5)
                        ? new Verdict("BenignPositive", "SuspiciousButExpected", "Known to the owner of the account.")
                        : new Verdict("FalsePositive", "IncorrectAlertLogic", "The rule is too wide.");
        comments.add(new Comment("Checked and closed: " + verdict.comment(), analyst, time));
    }

    /** As it stands. */
    SentinelIncident state() {
        RuleAlert first = alerts.getFirst();
        int number = FIRST_NUMBER + sequence;
        long inDefender = FIRST_IN_DEFENDER + sequence;
        return new SentinelIncident(
                first.tenant(),
                Draw.guid("sentinel incident of", first.systemAlertId()),
                number,
                first.rule().title(),
                first.rule().description(),
                first.rule().severity(),
                status,
                verdict,
                owner,
                List.of(),
                List.copyOf(comments),
                created,
                closed,
                first.onboarded() ? MirroredIncident.PROVIDER : "Azure Sentinel",
                first.onboarded() ? Long.toString(inDefender) : Integer.toString(number),
                first.onboarded() ? inDefender : null,
                List.of(first.rule().path(first.tenant())),
                List.copyOf(alerts),
                first.play());
    }
}
