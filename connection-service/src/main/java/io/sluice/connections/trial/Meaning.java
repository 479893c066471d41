package io.sluice.connections.trial;

import io.sluice.connections.trial.TrialReport.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means.
 *
 * @param works whether the call did what it should
 * @param noteworthy whether somebody should look at it although it works
 * @param code Microsoft's code
 * @param text the meaning, for people
 * @param remedy what to do, for people
 */
record Meaning(
        boolean works,
        boolean noteworthy,
        @Nullable String code,
        String text,
        @Nullable String remedy) {

    static Meaning good(String text) {
        return new Meaning(true, false, null, text, null);
    }

    static Meaning noted(@Nullable String code, String text, String remedy) {
        return new Meaning(true, true, code, text, remedy);
    }

    static Meaning bad(@Nullable String code, String text, String remedy) {
        return new Meaning(false, false, code, text, remedy);
    }

    /** Returns the same of another code. */
    Meaning coded(@Nullable String otherCode) {
        return new Meaning(works, noteworthy, otherCode, text, remedy);
    }

    /** Returns it as the report shows it, where there was no answer. */
    Evidence evidence() {
        return Evidence.of(text, remedy);
    }

    /** Returns it as the report shows it. */
    Evidence evidence(Answer answer) {
        return new Evidence(answer.status(), code, answer.correlationId(), text, remedy);
    }
}
