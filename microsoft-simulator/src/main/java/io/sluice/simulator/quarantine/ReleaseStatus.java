package io.sluice.simulator.quarantine;

import java.util.Locale;

/** How far a message is on its way out of the quarantine. */
public enum ReleaseStatus {
    NOT_RELEASED("NotReleased"),
    RELEASED("Released"),
    REQUESTED("Requested"),
    APPROVED("Approved"),
    DENIED("Denied"),
    PREPARING_TO_RELEASE("PreparingToRelease"),
    ERROR("Error");

    private final String title;

    ReleaseStatus(String title) {
        this.title = title;
    }

    /** The name that filters have for it. */
    public String title() {
        return title;
    }

    /** In capitals, as the list shows it. */
    public String onTheWire() {
        return title.toUpperCase(Locale.ROOT);
    }
}
