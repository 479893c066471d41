package io.sluice.connections.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import io.sluice.connections.outbox.Outbox;
import io.sluice.connections.outbox.TraceContext;
import io.sluice.connections.stack.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class RefusedAccessTest {

    private final Jdbi database = Database.empty();
    private boolean broken = true;
    private final Jdbi jdbi = Jdbi.create(() -> {
        if (broken) {
            throw new IllegalStateException("the pool is closed");
        }
        return database.open().getConnection();
    });
    private final InstantSource clock = InstantSource.system();
    private final RefusedAccess refusedAccess = new RefusedAccess(
            new Audit(() -> Caller.SERVICE, jdbi, new TraceContext(OpenTelemetry.noop()), clock), jdbi, clock);

    @Test
    void whatCannotBeWrittenDownForWhateverReasonIsWrittenDownLater() {
        refusedAccess.unauthenticated(new AuthenticationFailureEvent(new SecurityException("no token"), Map.of()));
        refusedAccess.writeDue();
        refusedAccess.writeDue();

        broken = false;
        refusedAccess.writeDue();
        refusedAccess.writeDue();

        List<Outbox.Waiting> written = database.withHandle(handle -> new Outbox(handle).oldest(10));
        assertThat(written).hasSize(1);
    }
}
