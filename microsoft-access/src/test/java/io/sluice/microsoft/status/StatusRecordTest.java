package io.sluice.microsoft.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.topic.Topics;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusRecordTest {

    private static final Instant AT = Instant.parse("2026-02-03T10:00:00Z");

    @Test
    void aRecordSaysWhatItIsAndWhereItComesFrom() {
        ReportedCapability capability =
                new ReportedCapability("t", "c", "contoso", "defenderIncidents", "incident-poller");
        StatusRecord record = StatusRecord.of(StatusTracker.starting(capability, java.time.Duration.ofMinutes(1), AT)
                .present());

        assertThat(record.key()).isEqualTo("t/c/defenderIncidents");
        assertThat(record.event().id()).isEqualTo("t/c/defenderIncidents@2026-02-03T10:00:00Z:starting");
        assertThat(record.event().source()).isEqualTo("/tenants/t/incident-poller");
        assertThat(record.event().subject()).isEqualTo("c/defenderIncidents");
        assertThat(record.event().type()).isEqualTo(Topics.CONNECTION_STATUS.eventType());
    }

    @Test
    void aCapabilityThatIsNoLongerUsedIsARecordWithoutAValue() {
        StatusRecord gone = StatusRecord.gone("t", "c", "credentials", "connection-service", AT);

        assertThat(gone.key()).isEqualTo("t/c/credentials");
        assertThat(gone.value()).isEmpty();
        assertThat(gone.event().time()).isEqualTo(AT);
    }
}
