package io.sluice.microsoft.quota;

/** What a call is for. Each may have a share of the quota, so that none keeps the others waiting for long. */
public enum Purpose {
    /** What is new: whatever else is going on, at least half of the quota is left for it. */
    LIVE(0.8),
    /**
     * What is long past: a part of what polling may use and of what is not for what is new, which waits for neither.
     */
    PAST(0.3),
    /** What somebody asked for: at least a fifth of the quota is left for it. */
    REQUEST(0.5);

    private final double share;

    Purpose(double share) {
        this.share = share;
    }

    /** Returns which part of the quota it may use, from 0 to 1. */
    double share() {
        return share;
    }
}
