package io.sluice.quarantine.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.audit.AuditEvent.Actor;
import io.sluice.quarantine.download.Refusals.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Caller CALLER = new Caller(new Actor("anonymous", null, List.of()), "192.0.2.1", null);

    private final Refusals refusals = new Refusals();

    @Test
    void tellsTheFirstAtOnceAndTheOthersAfterAMinute() {
        refusals.add("unauthenticated", CALLER, NOW);
        assertThat(refusals.takeDue(NOW)).extracting(Refused::times).containsExactly(1L);

        refusals.add("unauthenticated", CALLER, NOW.plusSeconds(1));
        refusals.add("unauthenticated", CALLER, NOW.plusSeconds(2));
        assertThat(refusals.takeDue(NOW.plusSeconds(3))).isEmpty();
        assertThat(refusals.takeDue(NOW.plusSeconds(60)))
                .extracting(Refused::times)
                .containsExactly(2L);
    }

    @Test
    void tellsAllThatIsStillCountedAtAStop() {
        refusals.add("unauthenticated", CALLER, NOW);
        refusals.takeDue(NOW);
        refusals.add("unauthenticated", CALLER, NOW.plusSeconds(1));

        assertThat(refusals.takeAll(NOW.plusSeconds(2)))
                .containsExactly(new Refused("unauthenticated", CALLER, 1, NOW.plusSeconds(1)));
        assertThat(refusals.takeAll(NOW.plusSeconds(2))).isEmpty();
    }
}
