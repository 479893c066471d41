package io.sluice.local.connections;

/** Where the token comes from by which a caller of connection-service identifies itself. */
@FunctionalInterface
public interface BearerToken {

    /** Returns a token that is valid now. */
    String get() throws InterruptedException;
}
