package io.sluice.connections.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.audit.Caller;
import io.sluice.connections.outbox.Outbox;
import io.sluice.connections.outbox.TraceContext;
import io.sluice.connections.stack.Database;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.audit.AuditEvent.Actor;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class CredentialUsesTest {

    private static final String RESOURCE = "https://api.security.microsoft.com";

    private final Jdbi jdbi = Database.empty();
    private final Audited connection = new Audited() {
        @Override
        public String connectionId() {
            return "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11";
        }

        @Override
        public String tenantId() {
            return "c0a70000-0000-4000-8000-000000000001";
        }

        @Override
        public String name() {
            return "contoso";
        }
    };

    private String caller = "poller";
    private final CredentialUses uses = new CredentialUses(new Audit(
            () -> new Caller(new Actor(caller, null, List.of("service")), "10.0.0.1", "POST /tokens"),
            jdbi,
            new TraceContext(OpenTelemetry.noop()),
            InstantSource.system()));

    @Test
    void eachTokenThatIsAskedOfEntraIdIsWrittenDown() throws IOException {
        uses.asked(connection, RESOURCE, "done", "token1");
        uses.asked(connection, RESOURCE, "unauthenticated", "AADSTS7000215");

        assertThat(events()).extracting(AuditEvent::outcome).containsExactly("done", "unauthenticated");
        assertThat(events().getFirst().details())
                .containsEntry("resource", RESOURCE)
                .containsEntry("tokenFrom", "entra-id");
    }

    @Test
    void aKeptTokenIsWrittenDownOncePerCaller() throws IOException {
        uses.asked(connection, RESOURCE, "done", "token1");
        for (int i = 0; i < 1_000; i++) {
            uses.remembered(connection, RESOURCE, "done", "token1");
        }
        assertThat(events()).hasSize(1);

        caller = "another";
        for (int i = 0; i < 1_000; i++) {
            uses.remembered(connection, RESOURCE, "done", "token1");
        }
        uses.remembered(connection, RESOURCE, "done", "token2");

        assertThat(events()).hasSize(3);
        assertThat(events().get(1).actor().id()).isEqualTo("another");
        assertThat(events().get(1).details()).containsEntry("tokenFrom", "memory");
    }

    @Test
    void whatCannotBeWrittenDownIsWrittenDownTheNextTime() throws IOException {
        jdbi.useHandle(handle -> handle.execute("alter table outbox add constraint broken check (false) not valid"));
        assertThatThrownBy(() -> uses.asked(connection, RESOURCE, "done", "token1"))
                .isInstanceOf(JdbiException.class);
        assertThatThrownBy(() -> uses.remembered(connection, RESOURCE, "done", "token1"))
                .isInstanceOf(JdbiException.class);
        jdbi.useHandle(handle -> handle.execute("alter table outbox drop constraint broken"));

        uses.remembered(connection, RESOURCE, "done", "token1");
        uses.remembered(connection, RESOURCE, "done", "token1");

        assertThat(events()).hasSize(1);
    }

    private List<AuditEvent> events() throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        for (Outbox.Waiting waiting : jdbi.withHandle(handle -> new Outbox(handle).oldest(5_000))) {
            events.add(Json.read(Objects.requireNonNull(waiting.value()), AuditEvent.class));
        }
        return events;
    }
}
