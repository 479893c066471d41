package io.sluice.microsoft.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aRecordBelongsToTheTraceOfItsCause() {
        Headers passed = passed(TRACE);

        assertThat(passed.toArray()).hasSize(1);
        assertThat(new String(passed.lastHeader(Traceparent.HEADER).value(), UTF_8))
                .isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00-4bf92f", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", TRACE + "-more"})
    void whatIsNoTraceIsNotPassedOn(String header) {
        assertThat(passed(header).toArray()).isEmpty();
    }

    @Test
    void withoutATraceThereIsNoneToPassOn() {
        Headers to = new RecordHeaders();

        Traceparent.pass(new RecordHeaders().add("ce_id", "1".getBytes(UTF_8)), to);

        assertThat(to.toArray()).isEmpty();
    }

    private static Headers passed(String header) {
        Headers to = new RecordHeaders();
        Traceparent.pass(new RecordHeaders().add(Traceparent.HEADER, header.getBytes(UTF_8)), to);
        return to;
    }
}
