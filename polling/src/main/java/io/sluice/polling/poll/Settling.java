package io.sluice.polling.poll;

import io.sluice.polling.window.Window;

/** What a poll does about young incidents, whose entities can still come without a new time stamp. */
sealed interface Settling {

    /** Nothing: it is not long ago that they were read again. */
    record NotNow() implements Settling {}

    /** Nothing more: what the poll reads anyway reaches back so far. */
    record WithinThePoll() implements Settling {}

    /** Reads them again, after what is new. */
    record ReadAgain(Window young) implements Settling {}
}
