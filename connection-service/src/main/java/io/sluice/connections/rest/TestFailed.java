package io.sluice.connections.rest;

import io.sluice.connections.trial.TrialReport;

/** A connection that was to be saved only if its test passes has not passed. */
final class TestFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient TrialReport report;

    TestFailed(TrialReport report) {
        super(report.summary(), null, false, false);
        this.report = report;
    }

    TrialReport report() {
        return report;
    }
}
