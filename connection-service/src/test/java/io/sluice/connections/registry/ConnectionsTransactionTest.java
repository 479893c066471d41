package io.sluice.connections.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.opentelemetry.api.OpenTelemetry;
import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialCipher;
import io.sluice.connections.credentials.CredentialMaterial;
import io.sluice.connections.credentials.CredentialVault;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.outbox.Outbox;
import io.sluice.connections.outbox.TraceContext;
import io.sluice.connections.stack.Database;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.status.StatusRecord;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A change, its credential and its mark are written together or not at all: each write is broken on purpose. */
class ConnectionsTransactionTest {

    private static final ClientSecret SECRET = ClientSecret.of("planted-secret");
    private static final List<NewCredential> WITH_SECRET = List.of(NewCredential.Secret.of(SECRET));

    private final Jdbi jdbi = Database.empty();
    private final List<UUID> announced = new ArrayList<>();
    private final TraceContext traces = new TraceContext(OpenTelemetry.noop());
    private final Connections connections = new Connections(
            jdbi,
            new CredentialVault(cipher()),
            traces,
            new Audit(() -> Audit.SERVICE, jdbi, traces, InstantSource.system()),
            InstantSource.system(),
            change -> announced.add(change.connectionId()));

    @Test
    void aConnectionWhoseMarkCannotBeWrittenIsNotCreated() {
        jdbi.useHandle(handle -> handle.execute("alter table publication_mark rename to elsewhere"));
        assertThatThrownBy(() -> connections.create(ConnectionFixture.details(), WITH_SECRET))
                .isNotNull();
        assertThat(connections.all()).isEmpty();
        assertThat(announced).isEmpty();
    }

    @Test
    void aConnectionWhoseSecretCannotBeWrittenIsNotCreatedAndNotMarked() {
        jdbi.useHandle(handle -> handle.execute("alter table credential rename to elsewhere"));
        assertThatThrownBy(() -> connections.create(ConnectionFixture.details(), WITH_SECRET))
                .isNotNull();
        assertThat(connections.all()).isEmpty();
        assertThat(marks()).isZero();
    }

    @Test
    void aDeletionWhoseMarkCannotBeWrittenDeletesNothing() {
        RegisteredConnection created = connections.create(ConnectionFixture.details(), WITH_SECRET);
        jdbi.useHandle(handle -> handle.execute("alter table publication_mark rename to elsewhere"));
        assertThatThrownBy(() -> connections.delete(created.id(), new Precondition.Any()))
                .isNotNull();
        assertThat(connections.get(created.id())).isEqualTo(created);
        assertThat(secretOf(created)).isEqualTo(SECRET);
    }

    @Test
    void whatIsStoredIsWhatIsRead() {
        RegisteredConnection created = connections.create(ConnectionFixture.details(), WITH_SECRET);
        assertThat(connections.get(created.id())).isEqualTo(created);
        assertThat(connections.all()).containsExactly(created);
        assertThat(announced).containsExactly(created.id());
        assertThat(marks()).isOne();
    }

    @Test
    void aChangeThatChangesNothingLeavesNoMark() {
        RegisteredConnection created = connections.create(ConnectionFixture.details(), WITH_SECRET);
        connections.replace(created.id(), new Precondition.Any(), present -> present, WITH_SECRET);
        assertThat(connections.get(created.id()).revision()).isOne();
        assertThat(marks()).isOne();
    }

    @Test
    void anotherSecretIsAChange() {
        RegisteredConnection created = connections.create(ConnectionFixture.details(), WITH_SECRET);
        connections.replace(
                created.id(),
                new Precondition.Any(),
                present -> present,
                List.of(NewCredential.Secret.of(ClientSecret.of("other"))));
        assertThat(connections.get(created.id()).revision()).isEqualTo(2);
        assertThat(secretOf(created)).isEqualTo(ClientSecret.of("other"));
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void aConnectionWhoseEventCannotBeWrittenIsNotCreated() {
        jdbi.useHandle(handle -> handle.execute("alter table outbox rename to elsewhere"));
        assertThatThrownBy(() -> connections.create(ConnectionFixture.details(), WITH_SECRET))
                .isNotNull();
        assertThat(connections.all()).isEmpty();
        assertThat(marks()).isZero();
    }

    @Test
    void theAuditTrailNamesWhatWasChangedAndNoSecret() throws IOException {
        RegisteredConnection created = connections.create(ConnectionFixture.details(), WITH_SECRET);
        connections.replace(
                created.id(),
                new Precondition.Any(),
                present -> present,
                List.of(NewCredential.Secret.of(ClientSecret.of("planted-other"))));
        connections.replace(created.id(), new Precondition.Any(), present -> present.enabled(false), List.of());
        connections.replace(created.id(), new Precondition.Any(), present -> present.enabled(false), List.of());
        connections.delete(created.id(), new Precondition.Any());

        List<AuditEvent> events = new ArrayList<>();
        for (Outbox.Waiting waiting : jdbi.withHandle(handle -> new Outbox(handle).oldest(100))) {
            if (!waiting.topic().equals(Topics.AUDIT)) {
                continue;
            }
            byte[] value = Objects.requireNonNull(waiting.value());
            assertThat(new String(value, UTF_8)).doesNotContain("planted");
            events.add(Json.read(value, AuditEvent.class));
            assertThat(waiting.event().id()).isEqualTo(events.getLast().id());
        }
        assertThat(events)
                .extracting(AuditEvent::action)
                .containsExactly("connection.create", "connection.replace", "connection.disable", "connection.delete");
        assertThat(events.get(1).details()).containsEntry("members", "credentials");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.connectionId()).isEqualTo(created.id().toString());
            assertThat(event.connectionName()).isEqualTo(created.name());
            assertThat(event.actor().id()).isEqualTo("connection-service");
        });
    }

    @Test
    void theStatusOfTheCredentialsFollowsInTheSameTransaction() throws IOException {
        Instant expiry = Instant.now().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.MILLIS);
        RegisteredConnection created = connections.create(
                ConnectionFixture.details(), List.of(new NewCredential.Secret(SECRET, null, expiry)));
        connections.replace(
                created.id(),
                new Precondition.Any(),
                present -> present,
                List.of(new NewCredential.Secret(ClientSecret.of("other"), null, null)));
        connections.delete(created.id(), new Precondition.Any());

        List<Outbox.Waiting> told = jdbi.withHandle(handle -> new Outbox(handle).oldest(100)).stream()
                .filter(waiting -> waiting.topic().equals(Topics.CONNECTION_STATUS))
                .toList();
        assertThat(told)
                .hasSize(3)
                .allSatisfy(waiting ->
                        assertThat(waiting.key()).isEqualTo(created.tenantId() + "/" + created.id() + "/credentials"));
        ConnectionStatus expiring =
                StatusRecord.read(Objects.requireNonNull(told.getFirst().value()));
        assertThat(expiring.state()).isEqualTo(State.DEGRADED);
        assertThat(expiring.credentialExpiresAt()).isEqualTo(expiry);
        assertThat(expiring.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.kind()).isEqualTo("credential-expiring"));
        assertThat(StatusRecord.read(Objects.requireNonNull(told.get(1).value()))
                        .state())
                .isEqualTo(State.HEALTHY);
        assertThat(told.getLast().value()).isNull();
    }

    @Test
    void aKeyPairIsMadeOnceAndNotForWhoHasSeenAnOlderRevision() {
        RegisteredConnection created = connections.create(ConnectionFixture.details(), WITH_SECRET);
        List<NewCredential> generated = List.of(new NewCredential.Generated(Period.ofYears(1), 3072));
        assertThatThrownBy(() -> connections.replace(
                        created.id(), new Precondition.OneOf(Set.of(7L)), present -> present, generated))
                .isInstanceOf(RegistryException.StaleRevision.class);
        connections.replace(created.id(), new Precondition.Any(), present -> present, generated);
        assertThat(connections.activeKinds(created.id())).hasSize(2);
        connections.replace(created.id(), new Precondition.Any(), present -> present, generated);
        assertThat(connections.get(created.id()).revision())
                .as("there is one already")
                .isEqualTo(2);
    }

    @Test
    void theDatabaseNeverSeesTheSecret() {
        connections.create(ConnectionFixture.details(), WITH_SECRET);
        List<String> rows =
                jdbi.withHandle(handle -> handle.createQuery("select encode(ciphertext, 'escape') from credential")
                        .mapTo(String.class)
                        .list());
        assertThat(rows).hasSize(1).allSatisfy(row -> assertThat(row).doesNotContain("planted"));
    }

    private CredentialMaterial secretOf(RegisteredConnection connection) {
        return connections.activeCredentials(connection.id()).getFirst().material();
    }

    private long marks() {
        return jdbi.withHandle(handle -> new PublicationMarks(handle).count());
    }

    private static CredentialCipher cipher() {
        try {
            AeadConfig.register();
            return new CredentialCipher(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
