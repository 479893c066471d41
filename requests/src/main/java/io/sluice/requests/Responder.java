package io.sluice.requests;

import java.util.function.Consumer;

/**
 * What a service does for a request: reads only, since after a crash it is done again.
 *
 * @param <R> the requests
 * @param <T> what answers consist of
 */
@FunctionalInterface
public interface Responder<R, T> {

    /**
     * Answers a request, on a virtual thread of its own. What goes wrong is a {@link Ending.Failed}, not an exception.
     *
     * @param items takes what the answer consists of; nobody sees it before the request has ended
     * @throws InterruptedException if the service is to stop: the request is answered after its next start
     */
    Ending respond(Asked<R> asked, Consumer<T> items) throws InterruptedException;
}
