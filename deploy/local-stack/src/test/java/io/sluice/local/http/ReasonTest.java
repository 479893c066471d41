package io.sluice.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void aFailureSaysWhatItsCausesSay() {
        assertThat(Reason.of(new IOException("closed", new EOFException("EOF reached while reading"))))
                .isEqualTo("closed: EOF reached while reading");
    }

    @Test
    void whatIsWrappedIsSaidOnce() {
        assertThat(Reason.of(new IOException(new EOFException("EOF reached while reading"))))
                .isEqualTo("EOF reached while reading");
    }

    @Test
    void aFailureWithoutWordsIsNamed() {
        assertThat(Reason.of(new ConnectException())).isEqualTo("ConnectException");
    }
}
