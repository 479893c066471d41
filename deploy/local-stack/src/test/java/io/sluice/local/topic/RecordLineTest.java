package io.sluice.local.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLineTest {

    @Test
    void aRecordIsOneLineWithItsValueAsJson() {
        assertThat(RecordLine.of(received("tenant/alert", "{ \"a\": 1.10,\n \"b\": [null] }")))
                .isEqualTo(
                        "{\"topic\":\"alerts\",\"partition\":3,\"offset\":7,\"timestamp\":\"2026-01-02T03:04:05.678Z\","
                                + "\"key\":\"tenant/alert\",\"headers\":{\"ce_id\":\"x\",\"twice\":[\"1\",\"2\"]},"
                                + "\"value\":{\"a\":1.10,\"b\":[null]}}");
    }

    @Test
    void aRecordWithoutKeyAndValueShowsBothAsNull() {
        assertThat(RecordLine.of(received(null, null))).contains("\"key\":null").endsWith("\"value\":null}");
    }

    @Test
    void aValueThatIsNoJsonIsText() {
        assertThat(RecordLine.of(received("k", "a \"line\"\nand another")))
                .endsWith("\"value\":\"a \\\"line\\\"\\nand another\"}")
                .doesNotContain("\n");
        assertThat(RecordLine.of(received("k", ""))).endsWith("\"value\":\"\"}");
    }

    private static ConsumerRecord<byte[], byte[]> received(@Nullable String key, @Nullable String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "x".getBytes(UTF_8));
        headers.add("twice", "1".getBytes(UTF_8));
        headers.add("twice", "2".getBytes(UTF_8));
        return new ConsumerRecord<>(
                "alerts",
                3,
                7L,
                1_767_323_045_678L,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.empty());
    }
}
