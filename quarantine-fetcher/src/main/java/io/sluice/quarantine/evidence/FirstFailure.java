package io.sluice.quarantine.evidence;

import org.jspecify.annotations.Nullable;

/** What goes on although a part of it has failed, and says at its end what failed first. One thread. */
final class FirstFailure {

    private @Nullable EvidenceException first;

    /** Remembers a failure, if it is the first. */
    void add(EvidenceException failure) {
        if (first == null) {
            first = failure;
        }
    }

    /** Ends in the first failure, if there was one. */
    void throwIfAny() throws EvidenceException {
        if (first != null) {
            throw first;
        }
    }
}
