package io.sluice.enrichment.followup;

import io.sluice.contracts.ocsf.Severity;
import java.time.Duration;
import java.util.Map;

/**
 * What may be asked by itself.
 *
 * @param rules the rules in force, with the severity from which on they ask
 * @param perHour how many requests a tenant may cause in an hour
 * @param youngerThan how long ago the newest event of an investigation may have been read for it to ask anything: a
 *     backlog of weeks is not worth the questions
 * @param perInvestigation how many entities of an investigation each rule asks about
 * @param lateAfter how long ago the newest alert of an investigation may have happened for its questions to be urgent;
 *     those of an older one come behind all others
 * @param latePerHour how many questions a tenant may cause in an hour about what is long over; 0: none
 * @param attempts how often something is asked that cannot be answered for a passing reason, the first time included
 */
public record FollowUpSettings(
        Map<FollowUpRule, Severity> rules,
        int perHour,
        Duration youngerThan,
        int perInvestigation,
        Duration lateAfter,
        int latePerHour,
        int attempts) {

    public FollowUpSettings {
        rules = Map.copyOf(rules);
    }
}
