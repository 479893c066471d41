package io.sluice.polling.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.status.StatusRecord;
import io.sluice.polling.poll.PollItem.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What outlives the instance that told it. */
class StatusReportsTest {

    private static final Instant T0 = Instant.parse("2026-02-03T10:00:00Z");
    private static final Duration LAG = Duration.ofSeconds(4);
    private static final Forbidden NO_CONSENT = new Forbidden("no consent", null, "Grant it.");

    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(PollProcessor.STATUSES), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final List<StatusRecord> topic = new ArrayList<>();
    private final Connection connection = connection("contoso");

    @BeforeEach
    void open() {
        MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void afterARestartAStateIsAsOldAsItWasAndIsNotToldAgain() {
        StatusReports before = reports();
        before.watch(connection, T0);
        before.ended(connection, new Ended(NO_CONSENT, null), LAG, at(10));
        topic.clear();

        StatusReports after = reports();
        after.resume(connection, at(20));
        after.ended(connection, new Ended(NO_CONSENT, null), LAG, at(25));
        assertThat(topic).isEmpty();
        after.ended(connection, new Ended(NO_CONSENT, null), LAG, at(80));

        ConnectionStatus told = last();
        assertThat(told.state()).isEqualTo(State.FAILING);
        assertThat(told.since()).isEqualTo(at(10));
        assertThat(told.at()).isEqualTo(at(80));
    }

    @Test
    void aConnectionOfAnEarlierVersionBeginsAnew() {
        reports().resume(connection, T0);
        assertThat(last().state()).isEqualTo(State.STARTING);
    }

    @Test
    void aStoredStatusThatIsNotUnderstoodIsNoObstacle() {
        store.put(connection.key() + "/defenderIncidents", "[]".getBytes(UTF_8));
        reports().resume(connection, T0);
        assertThat(last().state()).isEqualTo(State.STARTING);
    }

    @Test
    void aNewNameIsToldAtOnce() {
        StatusReports reports = reports();
        reports.watch(connection, T0);
        reports.ended(connection, new Ended(null, null), LAG, at(1));
        reports.watch(connection("contoso-eu"), at(2));
        assertThat(last().connectionName()).isEqualTo("contoso-eu");
        assertThat(last().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void whatWorksInAnotherWayThanItShouldIsDegradedAndHealthyAgainWhenItWorksAsItShould() {
        StatusReports reports = reports();
        StatusError why =
                new StatusError("forbidden", "InsufficientAccessError", "Read in another way.", "Assign it.", at(1));
        reports.watch(connection, T0);
        reports.ended(connection, new Ended(null, why), LAG, at(1));
        assertThat(last().state()).isEqualTo(State.DEGRADED);
        assertThat(last().error()).isEqualTo(why);

        reports.ended(connection, new Ended(null, null), LAG, at(2));
        assertThat(last().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void whatWasNeverToldNeedsNoEnd() {
        reports().gone(connection.key(), T0);
        assertThat(topic).isEmpty();
    }

    private StatusReports reports() {
        return new StatusReports(
                Capability.DEFENDER_INCIDENTS, "incident-poller", Duration.ofMinutes(1), store, topic::add);
    }

    private ConnectionStatus last() {
        return Objects.requireNonNull(topic.getLast().status());
    }

    private static Connection connection(String name) {
        return new Connection(
                "c",
                name,
                "t",
                null,
                "commercial",
                Map.of(),
                "client",
                true,
                Duration.ofSeconds(10),
                Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))),
                1,
                Instant.EPOCH);
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }
}
