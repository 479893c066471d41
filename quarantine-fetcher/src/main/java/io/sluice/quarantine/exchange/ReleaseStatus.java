package io.sluice.quarantine.exchange;

import java.util.Arrays;
import java.util.Optional;

/** What became of a quarantined message ({@code ReleaseStatus}; Microsoft Learn: "Get-QuarantineMessage"). */
public enum ReleaseStatus {
    /** Its release has been approved. */
    APPROVED("Approved"),
    /** Its release has been denied. */
    DENIED("Denied"),
    /** Its release has failed. */
    ERROR("Error"),
    /** It is still held. */
    NOT_RELEASED("NotReleased"),
    /** It is about to be released. */
    PREPARING_TO_RELEASE("PreparingToRelease"),
    /** It has been released. */
    RELEASED("Released"),
    /** Somebody has asked for its release. */
    REQUESTED("Requested");

    private final String word;

    ReleaseStatus(String word) {
        this.word = word;
    }

    /** Returns Microsoft's word for it in questions; answers write it in capital letters. */
    public String word() {
        return word;
    }

    /** Finds the status that Microsoft calls so, in whatever case. */
    public static Optional<ReleaseStatus> named(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
