package io.sluice.local.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordsTest {

    @Test
    void anAlertIsReadFromItsDetectionFinding() {
        assertThat(seen("""
                {"class_uid":2004,"metadata":{"tenant_uid":"t"},"severity":"High","status":"New","evidences":[{},{}],
                 "finding_info":{"uid":"a1","modified_time":1700,"title":"Phish","related_events":[{"uid":"42","type":"Incident"}]}}
                """))
                .isEqualTo(new Seen("t", new Content("a1", "42", 1700, "Phish", "High", "New", 2), "e1", 3, 7));
    }

    @Test
    void anIncidentIsReadFromItsIncidentFinding() {
        assertThat(seen("""
                {"class_uid":2005,"metadata":{"tenant_uid":"t"},"severity":"UnSpecified","status":"Redirected",
                 "finding_info_list":[{"uid":"41","modified_time":1700,"title":"Phish","related_events_count":3,
                   "related_events":[{"uid":"42","type":"Incident"},{"uid":"a1","type":"Alert"},{"uid":"a2","type":"Alert"}]}]}
                """).content())
                .isEqualTo(new Content("41", "42", 1700, "Phish", "UnSpecified", "Redirected", 2));
    }

    @Test
    void ofAnAlertOfSentinelNeitherTheTimeOfItsRowNorTheNumberOfEntitiesIsCompared() {
        assertThat(Records.seenOfSentinel(received("""
                {"class_uid":2004,"metadata":{"tenant_uid":"t"},"severity":"High","status":"New","evidences":[{},{}],
                 "finding_info":{"uid":"sn1","modified_time":1700,"title":"Phish","related_events":[{"uid":"i1","type":"Incident"}]}}
                """)))
                .isEqualTo(new Seen(
                        "t",
                        new Content("sn1", "i1", 0, "Phish", "High", "New", 0),
                        List.of(),
                        "/tenants/t/sentinel-arm",
                        "",
                        "e1",
                        3,
                        7));
    }

    @Test
    void ofAnIncidentOfSentinelItIsComparedWhichAlertsItListsAndWhichIncidentOfDefendersItMirrors() {
        Seen seen = Records.seenOfSentinel(received("""
                {"class_uid":2005,"metadata":{"tenant_uid":"t"},"severity":"High","status":"New",
                 "finding_info_list":[{"uid":"i1","modified_time":1700,"title":"Phish","related_events_count":3,
                   "related_events":[{"uid":"42","type":"Incident"},{"uid":"da2","type":"Alert"},{"uid":"da1","type":"Alert"}]}]}
                """));

        assertThat(seen.content()).isEqualTo(new Content("i1", "42", 1700, "Phish", "High", "New", 2));
        assertThat(seen.listed()).containsExactly("da1", "da2");
    }

    @Test
    void theSourceTellsTheFamily() {
        assertThat(Family.of("/tenants/t/sentinel-log-analytics")).isEqualTo(Family.SENTINEL);
        assertThat(Family.of("/tenants/t/sentinel-arm")).isEqualTo(Family.SENTINEL);
        assertThat(Family.of("/tenants/t/defender-xdr")).isEqualTo(Family.DEFENDER);
        assertThat(Family.of("none")).isEqualTo(Family.DEFENDER);
    }

    @Test
    void aValueThatIsNoJsonMatchesNothing() {
        assertThat(seen("<html>").content()).isEqualTo(new Content("", "", 0, "", "", "", 0));
    }

    private static Seen seen(String value) {
        return Records.seen(received(value));
    }

    private static ConsumerRecord<byte[], byte[]> received(String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "e1".getBytes(UTF_8));
        headers.add("ce_source", "/tenants/t/sentinel-arm".getBytes(UTF_8));
        return new ConsumerRecord<>(
                "alerts",
                3,
                7L,
                0L,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                new byte[0],
                value.getBytes(UTF_8),
                headers,
                Optional.empty());
    }
}
