package io.sluice.local.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.check.InvestigationRecords.Both;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class InvestigationRecordsTest {

    @Test
    void whatIsAddedWhileBothTopicsAreReadIsReadWithItsChange() {
        Iterator<Long> ends = List.of(10L, 12L, 12L).iterator();
        Iterator<Both> readings = List.of(
                        new Both(List.of(), List.of(new ChangeRecord("t1", "i1", "opened", "v1", "", 0, 0))),
                        new Both(List.of(), List.of()))
                .iterator();

        assertThat(InvestigationRecords.atOneMoment(ends::next, readings::next).changes())
                .isEmpty();
        assertThat(readings).isExhausted();
    }

    @Test
    void whatNeverComesToRestIsTakenAsItIs() {
        AtomicLong end = new AtomicLong();

        assertThat(InvestigationRecords.atOneMoment(end::incrementAndGet, () -> new Both(List.of(), List.of()))
                        .investigations())
                .isEmpty();
        assertThat(end).hasValue(11);
    }

    @Test
    void whatIsComparedIsReadFromTheRecord() {
        InvestigationRecord read = InvestigationRecords.investigation(received("t1/i1/v7", """
                {"metadata": {"tenant_uid": "t1", "original_event_uid": "i1"},
                 "finding_info_list": [{"uid": "a"}, {"uid": "b"}],
                 "unmapped": {"state": "merged", "mergedInto": "i0", "alerts": 12, "incidents": ["41"],
                   "joins": [{"finding": "c", "with": "41"}],
                   "timeline": [{"kind": "alert", "uid": "d"}, {"kind": "message", "uid": "m"}],
                   "omitted": {"findings": 10}}}
                """));

        assertThat(read)
                .isEqualTo(new InvestigationRecord(
                        "t1",
                        "i1",
                        "merged",
                        "i0",
                        "t1/i1/v7",
                        Set.of("a", "b"),
                        Set.of("c", "41", "d"),
                        12,
                        10,
                        Set.of("41"),
                        3,
                        4));
        assertThat(read.version()).isEqualTo("v7");
        assertThat(read.isLive()).isFalse();
    }

    @Test
    void aChangeIsReadAndTheFirstHasNoVersionBefore() {
        assertThat(InvestigationRecords.change(received("t1/i1/v1", """
                {"tenantId": "t1", "investigationId": "i1", "version": "v1", "kind": "opened"}
                """)))
                .isEqualTo(new ChangeRecord("t1", "i1", "opened", "v1", "", 3, 4));
    }

    @Test
    void whatIsNoJsonIsAnInvestigationOfNobody() {
        assertThat(InvestigationRecords.investigation(received("x", "<html>")).key())
                .isEqualTo("/");
    }

    private static ConsumerRecord<byte[], byte[]> received(String eventId, String value) {
        var received = new ConsumerRecord<>("topic", 3, 4, "key".getBytes(UTF_8), value.getBytes(UTF_8));
        received.headers().add("ce_id", eventId.getBytes(UTF_8));
        return received;
    }
}
