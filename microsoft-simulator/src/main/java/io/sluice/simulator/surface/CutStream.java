package io.sluice.simulator.surface;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.ResponseStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes the first bytes of an answer on and then breaks the connection; also an answer that is shorter never ends. */
final class CutStream extends OutputStream {

    private static final int CUT = 1500;

    private final Exchange exchange;
    private final ResponseStream out;
    private int left = CUT;

    CutStream(Exchange exchange, ResponseStream out) {
        this.exchange = exchange;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        if (left-- > 0) {
            out.write(b);
        } else {
            throw new IOException("The answer is cut here on purpose");
        }
    }

    @Override
    public void close() {
        out.pass();
        exchange.hangUp();
    }
}
