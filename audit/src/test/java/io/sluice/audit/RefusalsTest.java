package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.audit.AuditEvent.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Instant T0 = Instant.parse("2026-02-03T10:00:00Z");

    private final Refusals refusals = new Refusals();

    @Test
    void theFirstIsWrittenDownAtOnce() {
        refusals.add("forbidden", caller("app", "10.0.0.1"), T0);
        assertThat(refusals.takeDue(T0)).containsExactly(new Refused("forbidden", caller("app", "10.0.0.1"), 1, T0));
        assertThat(refusals.takeDue(T0)).isEmpty();
    }

    @Test
    void aFloodIsOneEventAMinuteThatSaysHowManyThereWere() {
        List<Refused> written = new ArrayList<>();
        for (int second = 0; second <= 180; second++) {
            for (int i = 0; i < 100; i++) {
                refusals.add("unauthenticated", caller("anonymous", "10.0.0.1"), T0.plusSeconds(second));
            }
            written.addAll(refusals.takeDue(T0.plusSeconds(second)));
        }
        assertThat(written).hasSize(4);
        assertThat(written.stream().mapToLong(Refused::times).sum()).isEqualTo(18_100);
    }

    @Test
    void aFloodFromManyAddressesStaysSmallAndLosesNoCount() {
        List<Refused> written = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            refusals.add("unauthenticated", caller("anonymous", "10." + i), T0);
        }
        written.addAll(refusals.takeDue(T0));
        assertThat(written).hasSize(1_001);
        assertThat(written.stream().mapToLong(Refused::times).sum()).isEqualTo(100_000);
        assertThat(refusals.takeDue(T0.plusSeconds(61))).isEmpty();
        refusals.add("unauthenticated", caller("anonymous", "10.x"), T0.plusSeconds(62));
        assertThat(refusals.takeDue(T0.plusSeconds(62)))
                .extracting(refused -> refused.caller().from())
                .containsExactly("10.x");
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLater() {
        refusals.add("forbidden", caller("app", "10.0.0.1"), T0);
        List<Refused> due = refusals.takeDue(T0);
        refusals.add("forbidden", caller("app", "10.0.0.1"), T0.plusSeconds(1));
        refusals.putBack(due);

        assertThat(refusals.takeDue(T0.plusSeconds(2)))
                .extracting(Refused::times)
                .containsExactly(2L);
    }

    @Test
    void atAStopAllIsTakenThatIsStillCounted() {
        refusals.add("unauthenticated", caller("anonymous", "10.0.0.1"), T0);
        refusals.takeDue(T0);
        refusals.add("unauthenticated", caller("anonymous", "10.0.0.1"), T0.plusSeconds(1));

        assertThat(refusals.takeAll(T0.plusSeconds(2)))
                .containsExactly(new Refused("unauthenticated", caller("anonymous", "10.0.0.1"), 1, T0.plusSeconds(1)));
        assertThat(refusals.takeAll(T0.plusSeconds(2))).isEmpty();
    }

    private static Caller caller(String id, String from) {
        return new Caller(new Actor(id, null, List.of()), from, "GET /connections");
    }
}
