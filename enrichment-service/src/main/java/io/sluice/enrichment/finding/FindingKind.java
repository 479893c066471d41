package io.sluice.enrichment.finding;

/** What a finding is. */
public enum FindingKind {
    /** An alert. Only with one of these do findings make an investigation. */
    ALERT("a"),
    /** An incident of Microsoft's: it holds alerts together, also those of the incidents that were merged into it. */
    INCIDENT("i"),
    /** A quarantined message. */
    MESSAGE("m");

    private final String letter;

    FindingKind(String letter) {
        this.letter = letter;
    }

    /** Returns the id of the finding of this kind within its tenant: the kind's letter, a colon and the uid. */
    public String id(String uid) {
        return letter + ":" + uid;
    }
}
