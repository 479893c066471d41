package io.sluice.simulator.http;

/** The client hung up or stopped reading before the answer was complete. */
public final class ClientGoneException extends RuntimeException {

    ClientGoneException(Throwable cause) {
        super("The client went away before the answer was complete", cause);
    }
}
