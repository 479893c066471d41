package io.sluice.quarantine.download;

/** Somebody asks for evidence that was never kept, or whose time is over. */
final class NoSuchEvidence extends Exception {

    private static final long serialVersionUID = 1L;

    NoSuchEvidence() {
        super("It was never kept, or its time is over. Fetch the message again, if Microsoft still holds it.");
    }
}
