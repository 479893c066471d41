package io.sluice.microsoft.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;

/** An answer that may not take longer than until a deadline, however steadily it drips. */
public final class TimedInputStream extends FilterInputStream {

    private final Instant deadline;
    private final InstantSource clock;

    /** Reads an answer until a deadline; then reading fails, as an outage. */
    public TimedInputStream(InputStream answer, Instant deadline, InstantSource clock) {
        super(answer);
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public int read() throws IOException {
        see();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        see();
        return super.read(target, offset, length);
    }

    private void see() throws IOException {
        if (clock.instant().isAfter(deadline)) {
            // The cause makes it an outage; without one it would be taken for a fault of the answer's form.
            throw new IOException(
                    "The answer takes too long",
                    new IllegalStateException("it takes longer than the request has time"));
        }
    }
}
