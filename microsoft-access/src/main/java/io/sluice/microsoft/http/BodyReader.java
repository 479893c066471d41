package io.sluice.microsoft.http;

import io.sluice.microsoft.failure.MicrosoftException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a successful answer while it arrives. */
@FunctionalInterface
public interface BodyReader<T> {

    /**
     * Reads a body.
     *
     * @throws IOException if it is not what the interface promises, or breaks off
     * @throws MicrosoftException if the body tells of a failure
     * @throws InterruptedException if the reading thread is to stop
     */
    T read(InputStream body) throws IOException, MicrosoftException, InterruptedException;
}
