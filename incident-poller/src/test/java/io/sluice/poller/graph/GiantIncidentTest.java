package io.sluice.poller.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.poller.poll.DefenderIncidentsSource;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PolledSource;
import io.sluice.polling.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An incident with ten thousand alerts, as the simulator tells it, on its way to the topics. */
class GiantIncidentTest {

    private static final int ALERTS = 10_000;

    private static SimulatedMicrosoft microsoft;
    private static String incidentId;
    private static Instant ordered;

    @BeforeAll
    static void order() throws Exception {
        microsoft = new SimulatedMicrosoft();
        ordered = Instant.now();
        JsonNode giant = Json.MAPPER.readTree(microsoft.order(
                "/tenants/" + SimulatedMicrosoft.TENANT + "/incidents",
                "{\"kind\":\"giant\",\"alerts\":" + ALERTS + ",\"alertBytes\":100}"));
        incidentId = giant.path("incidentIds").path(0).asText();
        microsoft.order("/pause", "");
    }

    @AfterAll
    static void stop() {
        microsoft.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachOfItsAlertsBecomesOneEventAndNoneIsMissing(IncidentSource through) throws Exception {
        Received received = new Received();

        source().read(connection(through), minutesAround(ordered), Pass.NEW, received);

        assertThat(received.bytes).isGreaterThan(LargeIncidents.LARGE);
        assertThat(received.alerts).hasSize(ALERTS).doesNotHaveDuplicates();
        assertThat(received.alertCounts).containsExactly(ALERTS);
    }

    private static Window minutesAround(Instant instant) {
        return new Window(instant.minus(Duration.ofMinutes(1)), instant.plus(Duration.ofMinutes(10)));
    }

    private static DefenderIncidentsSource source() {
        CallBudget calls = new CallBudget(new Quota(600_000, 6_000_000), InstantSource.system(), Thread::sleep);
        LargeIncidents large = LargeIncidents.ofThisHeap();
        return new DefenderIncidentsSource(
                new DefenderIncidentsApi(microsoft.http(), microsoft.tokens(), calls, large),
                new GraphIncidents(
                        new GraphSecurityApi(
                                new SurfaceCalls(microsoft.http(), microsoft.tokens(), Surface.GRAPH), calls, large),
                        50),
                100,
                InstantSource.system());
    }

    private static Connection connection(IncidentSource through) {
        return new Connection(
                "c",
                "c",
                SimulatedMicrosoft.TENANT,
                null,
                "commercial",
                Map.of("defender", microsoft.address(), "graph", microsoft.address()),
                SimulatedMicrosoft.CLIENT,
                true,
                Duration.ofSeconds(20),
                Capabilities.of(new DefenderIncidents(through, Duration.ofDays(1))),
                1,
                Instant.EPOCH);
    }

    /** Makes the giant's records, and events of its alerts. */
    private static final class Received implements PolledSource.Sink {

        private final List<String> alerts = new ArrayList<>();
        private final List<Integer> alertCounts = new ArrayList<>();
        private long bytes;

        @Override
        public void put(Read read) {
            try {
                byte[] value = read.value().get();
                if (read.topic().equals(Topics.RAW_INCIDENTS)) {
                    RawIncident incident = Json.read(value, RawIncident.class);
                    if (isGiant(incident.incident())) {
                        alertCounts.add(incident.alertCount());
                    }
                } else {
                    RawAlert alert = Json.read(value, RawAlert.class);
                    if (isGiant(alert.incident())) {
                        bytes += value.length;
                        alerts.add(AlertEvent.of(alert, DefenderShape.ALL)
                                .finding(true, Instant.EPOCH)
                                .findingInfo()
                                .uid());
                    }
                }
            } catch (IOException | MalformedEvent unexpected) {
                throw new AssertionError(unexpected);
            }
        }

        /** Each interface has its own name for an incident's id. */
        private static boolean isGiant(@Nullable JsonNode incident) {
            return incident != null
                    && incident.path("incidentId")
                            .asText(incident.path("id").asText())
                            .equals(incidentId);
        }

        @Override
        public void completeTo(Instant instant) {
            // All of it is waited for.
        }

        @Override
        public void impaired(StatusError why) {
            throw new AssertionError(why);
        }
    }
}
