package io.sluice.poller.defender;

import io.sluice.polling.poll.JsonPiece;

/** One element of a page's {@code value}. */
public sealed interface ReadItem permits ReadIncident, ReadItem.Unreadable {

    /**
     * An element that is no incident.
     *
     * @param json the element as Microsoft wrote it
     * @param reason what is wrong with it, for people
     */
    record Unreadable(JsonPiece json, String reason) implements ReadItem {}
}
