package io.sluice.quarantine.exchange;

import java.io.IOException;

/**
 * An answer that is whole but not to what was asked, such as another message, or a message without its text. It seldom
 * gets better by asking again, and may be large.
 */
final class UnfitAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    UnfitAnswerException(String what) {
        super(what);
    }
}
