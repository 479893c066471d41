package io.sluice.simulator.exchange;

import io.sluice.simulator.surface.Answer;

/** A cmdlet is not run, or ends early, with this answer. */
final class CmdletException extends RuntimeException {

    private final transient Answer answer;

    CmdletException(Answer answer) {
        super("answered with " + answer.status());
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
