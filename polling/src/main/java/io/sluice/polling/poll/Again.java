package io.sluice.polling.poll;

import io.sluice.polling.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * What a poll reads again after what is new.
 *
 * @param due whether young findings are to be read again: entities can be added to them without a new time stamp
 * @param young where they are, as far as the poll does not read that anyway
 * @param owed a part of what could not be read in the way it should
 */
record Again(boolean due, @Nullable Window young, @Nullable Window owed) {

    static final Again NOTHING = new Again(false, null, null);
}
