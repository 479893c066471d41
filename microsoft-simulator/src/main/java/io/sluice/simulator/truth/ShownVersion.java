package io.sluice.simulator.truth;

import java.time.Instant;

/** A version of an incident or an alert that the API showed. */
public sealed interface ShownVersion permits IncidentVersion, AlertVersion {

    /** 1 for the first that was shown. */
    int version();

    /** Since when it was shown. */
    Instant from();
}
