package io.sluice.requests.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.broker.Broker;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.status.Outcome;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.microsoft.topic.CompactedView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CapabilityWatchTest {

    private static final Capabilities QUARANTINE = new Capabilities(null, new Quarantine(), null, null, null, null);

    private static Broker broker;

    /** Each test has a tenant of its own, in a partition of its own. */
    private static final Iterator<String> TENANTS = tenants();

    private final String tenant = TENANTS.next();
    private final List<StatusRecord> told = new ArrayList<>();
    private final List<String> probed = new ArrayList<>();
    private Instant now = Instant.parse("2026-02-03T10:00:00Z");
    private @Nullable MicrosoftFailure failure;
    private Outcome outcome = new Outcome.Worked(null);
    private ConnectionsView connections;
    private CompactedView<ConnectionStatus> statuses;

    @BeforeAll
    static void start() {
        broker = new Broker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void read() throws InterruptedException {
        connections = new ConnectionsView(broker.settings(), _ -> {});
        statuses = new CompactedView<>(
                broker.settings(),
                Topics.CONNECTION_STATUS,
                ConnectionStatus.class,
                key -> key.endsWith("/quarantine"),
                _ -> {});
        connections.start();
        statuses.start();
        connections.awaitComplete();
        statuses.awaitComplete();
    }

    @AfterEach
    void close() {
        connections.close();
        statuses.close();
    }

    @Test
    void aConnectionThatNobodyAsksIsProbedNowAndThen() throws Exception {
        connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);

        watch.look();
        now = now.plus(Duration.ofMinutes(14));
        watch.look();
        assertThat(probed).hasSize(1);
        now = now.plus(Duration.ofMinutes(1));
        watch.look();

        assertThat(probed).hasSize(2);
        assertThat(states()).startsWith(State.STARTING, State.HEALTHY).containsOnly(State.STARTING, State.HEALTHY);
    }

    @Test
    void theStatusOfAConnectionThatGoesOverToAnAgentIsLeftToTheAgent() throws Exception {
        connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);
        watch.look();
        write(told.getLast());
        int before = told.size();

        connect(2, true, QUARANTINE, ServedBy.changed(null, "contoso", now));
        now = now.plus(Duration.ofHours(1));
        watch.look();

        assertThat(told).hasSize(before);
        assertThat(probed).hasSize(1);
    }

    @Test
    void aRequestSavesTheProbe() throws Exception {
        Connection connection = connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);

        watch.note(connection, new Outcome.Worked(null));
        watch.look();

        assertThat(probed).isEmpty();
        assertThat(states()).endsWith(State.HEALTHY);
    }

    @Test
    void whatMustBeMendedIsToldAndTriedAgainWhenTheConnectionChanges() throws Exception {
        connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);
        failure = new MicrosoftFailure.Forbidden("denied", null, "Give it Security Reader.");

        watch.look();

        assertThat(last().state()).isEqualTo(State.FAILING);
        assertThat(last().error()).extracting("remedy").isEqualTo("Give it Security Reader.");
        failure = null;
        now = now.plusSeconds(10);
        connect(2, true, QUARANTINE);
        watch.look();
        assertThat(probed).hasSize(2);
        assertThat(states()).endsWith(State.HEALTHY);
    }

    /** The revision of a connection falls when the database is restored. */
    @Test
    void whatMustBeMendedIsTriedAgainAlsoWhereTheConnectionIsAnOlderOneAgain() throws Exception {
        connect(7, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);
        failure = new MicrosoftFailure.Forbidden("denied", null, "Give it Security Reader.");
        watch.look();
        failure = null;
        now = now.plusSeconds(10);

        connect(2, true, QUARANTINE);
        watch.look();

        assertThat(probed).hasSize(2);
        assertThat(states()).endsWith(State.HEALTHY);
    }

    @Test
    void aProbeMayFindThatItWorksInPart() throws Exception {
        connect(1, true, QUARANTINE);
        outcome = new Outcome.Known(
                State.DEGRADED, new StatusError("forbidden", null, "A part is denied.", "Grant it.", now));

        watch(this::isOurs).look();

        assertThat(last().state()).isEqualTo(State.DEGRADED);
        assertThat(last().error()).extracting("remedy").isEqualTo("Grant it.");
    }

    @Test
    void aRefusedRequestIsLookedInto() throws Exception {
        Connection connection = connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);
        watch.look();
        now = now.plusSeconds(50);
        watch.doubt(connection);
        watch.look();
        assertThat(probed).as("probed a moment ago").hasSize(1);

        now = now.plusSeconds(10);
        failure = new MicrosoftFailure.Forbidden("denied", null, "Give it Security Reader.");
        watch.doubt(connection);
        watch.look();

        assertThat(probed).hasSize(2);
        assertThat(states()).endsWith(State.FAILING);
    }

    @Test
    void whatDoesNotWorkIsTriedEachMinute() throws Exception {
        connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);
        failure = new MicrosoftFailure.Forbidden("denied", null, "Give it Security Reader.");
        watch.look();
        failure = null;
        now = now.plus(Duration.ofMinutes(1));

        watch.look();

        assertThat(probed).hasSize(2);
        assertThat(states()).endsWith(State.HEALTHY);
    }

    @Test
    void theNextInstanceKnowsSinceWhenAStateLasts() throws Exception {
        connect(1, true, QUARANTINE);
        failure = new MicrosoftFailure.Unauthenticated("expired", "AADSTS7000222", "Renew it.");
        watch(this::isOurs).look();
        Instant since = last().since();
        write(told.getLast());
        now = now.plus(Duration.ofHours(3));

        watch(this::isOurs).look();

        assertThat(last().state()).isEqualTo(State.FAILING);
        assertThat(last().since()).isEqualTo(since);
        assertThat(last().at()).isEqualTo(now);
    }

    @Test
    void theStatusGoesWithTheCapability() throws Exception {
        connect(1, true, QUARANTINE);
        CapabilityWatch watch = watch(this::isOurs);
        watch.look();
        write(told.getLast());
        connect(2, true, Capabilities.NONE);

        watch.look();

        assertThat(told.getLast().value()).isEmpty();
        assertThat(told.getLast().key()).startsWith(tenant).endsWith("/quarantine");
    }

    @Test
    void whatAnotherInstanceHasIsLeftToIt() throws Exception {
        connect(1, true, QUARANTINE);

        watch(_ -> false).look();

        assertThat(probed).isEmpty();
        assertThat(told).isEmpty();
    }

    private static Iterator<String> tenants() {
        Map<Integer, String> byPartition = new TreeMap<>();
        while (byPartition.size() < 12) {
            String id = UUID.randomUUID().toString();
            byPartition.putIfAbsent(TenantPartitioner.partition(id, 12), id);
        }
        return byPartition.values().iterator();
    }

    private CapabilityWatch watch(IntPredicate isOurs) {
        return new CapabilityWatch(
                Capability.QUARANTINE,
                "quarantine-fetcher",
                connections,
                statuses,
                isOurs,
                connection -> {
                    probed.add(connection.name());
                    if (failure != null) {
                        throw new MicrosoftException(failure);
                    }
                    return outcome;
                },
                told::add,
                () -> {},
                Runnable::run,
                () -> now,
                Duration.ofMinutes(15),
                Duration.ofMinutes(3));
    }

    private boolean isOurs(int partition) {
        return partition == TenantPartitioner.partition(tenant, 12);
    }

    private static int partition(Connection connection) {
        return TenantPartitioner.partition(connection.tenantId(), 12);
    }

    private ConnectionStatus last() {
        return Objects.requireNonNull(told.getLast().status());
    }

    private List<State> states() {
        return told.stream()
                .map(record -> Objects.requireNonNull(record.status()).state())
                .toList();
    }

    private Connection connect(long revision, boolean enabled, Capabilities capabilities) throws Exception {
        return connect(revision, enabled, capabilities, null);
    }

    private Connection connect(long revision, boolean enabled, Capabilities capabilities, @Nullable ServedBy servedBy)
            throws Exception {
        Connection connection = new Connection(
                "c-" + tenant,
                "contoso",
                tenant,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of(),
                "5a1ce000-0000-4000-8000-0000000000ff",
                enabled,
                Duration.ofMinutes(1),
                capabilities,
                revision,
                now,
                servedBy);
        broker.send(new ProducerRecord<>(
                Topics.CONNECTIONS.name(), partition(connection), connection.key(), Json.write(connection)));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> connections
                        .find("c-" + tenant)
                        .filter(c -> c.revision() == revision)
                        .isPresent());
        return connection;
    }

    private void write(StatusRecord record) throws Exception {
        broker.send(new ProducerRecord<>(
                Topics.CONNECTION_STATUS.name(),
                TenantPartitioner.partition(tenant, 12),
                record.key(),
                record.value().orElseThrow()));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> statuses.get(record.key()).equals(Optional.ofNullable(record.status())));
    }
}
