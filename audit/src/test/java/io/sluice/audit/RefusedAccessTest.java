package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedAccessTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    private final List<Refused> written = new ArrayList<>();
    private boolean broken;
    private final RefusedAccess refusedAccess = new RefusedAccess(
            refused -> {
                if (broken) {
                    throw new IllegalStateException("the pool is closed");
                }
                written.add(refused);
            },
            InstantSource.fixed(NOW));

    @Test
    void whatCannotBeWrittenDownForWhateverReasonIsWrittenDownLater() {
        broken = true;
        refuse();
        refusedAccess.writeDue();
        refusedAccess.writeDue();

        broken = false;
        refusedAccess.writeDue();
        refusedAccess.writeDue();

        assertThat(written).extracting(Refused::times).containsExactly(1L);
    }

    @Test
    void whatIsCountedAtAStopIsWrittenDownToo() {
        refuse();
        refusedAccess.writeDue();
        refuse();
        refuse();
        refusedAccess.writeDue();
        assertThat(written).hasSize(1);

        refusedAccess.writeAll();

        assertThat(written).extracting(Refused::details).containsExactly(Map.of(), Map.of("times", "2"));
    }

    private void refuse() {
        refusedAccess.unauthenticated(new AuthenticationFailureEvent(new SecurityException("no token"), Map.of()));
    }
}
