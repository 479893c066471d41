package io.sluice.simulator.incident;

import org.jspecify.annotations.Nullable;

/** What the truth tells about one version of an alert, wherever it comes from. */
public sealed interface ShownAlert permits Alert, RecordedAlert {

    /** Microsoft's id. */
    String alertId();

    /** The time of the last change as the API writes it. */
    String lastUpdatedTime();

    /** Headline. */
    String title();

    /** Severity in Microsoft's words. */
    String severity();

    /** Status in Microsoft's words. */
    String status();

    /** Number of entities and devices. */
    int evidenceCount();

    /** The attack it is part of, if of one. */
    @Nullable
    String attackId();
}
