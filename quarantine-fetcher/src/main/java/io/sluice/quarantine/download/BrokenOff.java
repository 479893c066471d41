package io.sluice.quarantine.download;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that ends without its end if it fails in its middle, so that nobody takes a part for the whole.
 *
 * <p>RESTEasy Reactive closes the connection too, but does not wait for that before it answers with what the failure is
 * mapped to: behind the bytes that have gone already, where a client takes it for the rest of them.
 *
 * @param bytes what the answer consists of
 * @param request what is answered
 */
record BrokenOff(StreamingOutput bytes, HttpServerRequest request) implements StreamingOutput {

    @Override
    public void write(OutputStream target) throws IOException {
        try {
            bytes.write(target);
        } catch (IOException | RuntimeException failure) {
            if (request.response().headWritten()) {
                breakOff();
            }
            throw failure;
        }
    }

    private void breakOff() {
        if (request.version() == HttpVersion.HTTP_2) {
            // What is written to a stream afterwards comes after its reset. A connection is not closed at once.
            request.response().reset();
        } else {
            request.connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
