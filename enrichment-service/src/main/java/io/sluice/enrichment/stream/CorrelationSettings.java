package io.sluice.enrichment.stream;

import io.sluice.enrichment.followup.FollowUpSettings;
import io.sluice.enrichment.graph.CorrelationRules;
import java.time.Duration;

/**
 * How investigations are made.
 *
 * @param rules when findings belong together
 * @param followUps what may be asked by itself
 * @param pause how long changes are gathered before investigations are written anew
 * @param retention after how long without news an investigation is closed and forgotten
 * @param kept of how many findings and entities each task keeps what it read last decoded
 */
public record CorrelationSettings(
        CorrelationRules rules, FollowUpSettings followUps, Duration pause, Duration retention, int kept) {}
