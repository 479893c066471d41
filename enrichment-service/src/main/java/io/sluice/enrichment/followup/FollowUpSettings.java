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
 */
public record FollowUpSettings(
        Map<FollowUpRule, Severity> rules, int perHour, Duration youngerThan, int perInvestigation) {

    public FollowUpSettings {
        rules = Map.copyOf(rules);
    }
}
