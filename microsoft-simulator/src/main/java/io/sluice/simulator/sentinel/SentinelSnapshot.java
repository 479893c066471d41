package io.sluice.simulator.sentinel;

import java.util.List;

/**
 * The rows of the tables at one moment, in the order of their ingestion.
 *
 * @param incidents rows about incidents
 * @param alerts rows about alerts
 */
public record SentinelSnapshot(List<SentinelRow> incidents, List<SentinelRow> alerts) {

    /** Keeps the rows as they are now. */
    public SentinelSnapshot {
        incidents = List.copyOf(incidents);
        alerts = List.copyOf(alerts);
    }

    /** Returns the rows of a table. */
    public List<SentinelRow> rows(SentinelTable table) {
        return switch (table) {
            case SECURITY_INCIDENT -> incidents;
            case SECURITY_ALERT -> alerts;
        };
    }
}
