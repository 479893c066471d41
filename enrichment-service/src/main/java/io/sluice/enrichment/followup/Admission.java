package io.sluice.enrichment.followup;

import io.sluice.contracts.connection.Connection;

/** What becomes of a wish to ask. */
public sealed interface Admission {

    /**
     * It is to be asked now.
     *
     * @param question what is to be asked: about the value and the day that it was asked about before, if it was
     * @param id the id of the request
     * @param attempt how often it was asked then, this time included
     */
    record Ask(Question question, String id, int attempt) implements Admission {

        /** Returns the request. */
        public Object request(Connection connection, String investigation) {
            return question.request(id, connection, investigation);
        }
    }

    /** It was asked, and its answer is awaited or there; or it is never to be asked. */
    record Known() implements Admission {}

    /**
     * It is to be asked later.
     *
     * @param until when, in milliseconds since 1970-01-01T00:00:00Z
     * @param late whether it comes behind all that is news; what only waits for its time may come behind them then
     * @param spent whether it waits because the tenant has caused enough questions
     */
    record Wait(long until, boolean late, boolean spent) implements Admission {}
}
