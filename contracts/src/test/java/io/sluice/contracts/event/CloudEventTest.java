package io.sluice.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.topic.Topics;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventTest {

    private static final CloudEvent EVENT = CloudEvent.on(
            Topics.ALERTS,
            "t/i/a/1f",
            CloudEvent.source("t", "defender-xdr"),
            "a",
            Instant.parse("2026-02-03T10:11:12.123Z"));

    @Test
    void attributesTravelAsHeadersOfTheBinaryContentMode() {
        RecordHeaders headers = new RecordHeaders();

        EVENT.writeTo(headers);

        assertThat(Arrays.stream(headers.toArray()).map(CloudEventTest::text))
                .containsExactly(
                        "content-type: application/json",
                        "ce_specversion: 1.0",
                        "ce_id: t/i/a/1f",
                        "ce_source: /tenants/t/defender-xdr",
                        "ce_type: io.sluice.alert.v1",
                        "ce_subject: a",
                        "ce_time: 2026-02-03T10:11:12.123Z",
                        "ce_dataschema: urn:sluice:schema:alert:v1");
    }

    @Test
    void whatWasWrittenIsRead() {
        RecordHeaders headers = new RecordHeaders();
        EVENT.writeTo(headers);

        assertThat(CloudEvent.readFrom(headers)).contains(EVENT);
    }

    @Test
    void aRecordWithoutTheAttributesHasNone() {
        RecordHeaders headers = new RecordHeaders();
        EVENT.writeTo(headers);
        headers.remove("ce_id");

        assertThat(CloudEvent.readFrom(headers)).isEmpty();
    }

    private static String text(Header header) {
        return header.key() + ": " + new String(header.value(), UTF_8);
    }
}
