package io.sluice.poller.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.sluice.polling.finding.FindingEvent;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PolledSource;
import io.sluice.polling.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One truth, the simulator's, read through both interfaces: hundreds of alerts of every scenario, with what happened to
 * them in six hours.
 */
class TwoSourcesTest {

    /** What only one of the two tells, or each in its own words; {@code *} stands for each element. */
    private static final List<String> DECLARED = List.of(
            "metadata/uid",
            "metadata/source",
            "metadata/logged_time",
            "metadata/logged_time_dt",
            "metadata/original_time",
            "finding_info/src_url",
            "evidences/*/data",
            "unmapped",
            "observables");

    private static SimulatedMicrosoft microsoft;
    private static Map<String, FindingEvent> xdr;
    private static Map<String, FindingEvent> graph;
    private static List<String> alone;

    @BeforeAll
    static void readBoth() throws Exception {
        microsoft = new SimulatedMicrosoft();
        microsoft.order(
                "/tenants/" + SimulatedMicrosoft.TENANT + "/incidents",
                "{\"kind\":\"giant\",\"alerts\":150,\"alertBytes\":500}");
        microsoft.order(
                "/tenants/" + SimulatedMicrosoft.TENANT + "/incidents", "{\"kind\":\"ties\",\"incidents\":120}");
        microsoft.order("/tenants/" + SimulatedMicrosoft.TENANT + "/incidents", "{\"kind\":\"chain\",\"length\":3}");
        alone = Json.MAPPER
                .readTree(microsoft.order(
                        "/tenants/" + SimulatedMicrosoft.TENANT + "/incidents", "{\"kind\":\"alone\",\"alerts\":3}"))
                .path("alertIds")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        microsoft.order("/pause", "");
        xdr = read(IncidentSource.XDR);
        graph = read(IncidentSource.GRAPH);
    }

    @AfterAll
    static void stop() {
        microsoft.close();
    }

    private static Map<String, FindingEvent> read(IncidentSource through) throws Exception {
        CallBudget calls = new CallBudget(new Quota(600_000, 6_000_000), InstantSource.system(), Thread::sleep);
        DefenderIncidentsSource source = new DefenderIncidentsSource(
                new DefenderIncidentsApi(microsoft.http(), microsoft.tokens(), calls, LargeIncidents.ofThisHeap()),
                new GraphIncidents(
                        new GraphSecurityApi(
                                new SurfaceCalls(microsoft.http(), microsoft.tokens(), Surface.GRAPH),
                                calls,
                                LargeIncidents.ofThisHeap()),
                        100),
                100,
                InstantSource.system());
        Connection connection = new Connection(
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
        Map<String, FindingEvent> events = new HashMap<>();
        Instant now = Instant.now();
        source.authorize(connection);
        source.read(
                connection,
                new Window(now.minus(Duration.ofDays(2)), now.plus(Duration.ofHours(1))),
                Pass.NEW,
                new PolledSource.Sink() {
                    @Override
                    public void put(Read read) {
                        events.put(read.topic().entity() + " " + read.key(), event(read));
                    }

                    @Override
                    public void completeTo(Instant instant) {
                        // All of it is waited for.
                    }

                    @Override
                    public void impaired(StatusError why) {
                        throw new AssertionError(why);
                    }
                });
        return events;
    }

    private static FindingEvent event(Read read) {
        try {
            byte[] value = read.value().get();
            return read.topic().equals(Topics.RAW_ALERTS)
                    ? AlertEvent.of(Json.read(value, RawAlert.class), DefenderShape.ALL)
                    : IncidentEvent.of(Json.read(value, RawIncident.class), DefenderShape.ALL);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void bothShowTheSameIncidentsAndAlertsAndGraphThoseInNoIncident() {
        Set<String> only = new TreeSet<>(graph.keySet());
        only.removeAll(xdr.keySet());

        assertThat(xdr).hasSizeGreaterThan(500);
        assertThat(graph.keySet()).containsAll(xdr.keySet());
        assertThat(only)
                .containsExactlyInAnyOrderElementsOf(alone.stream()
                        .map(id -> "raw-alert " + SimulatedMicrosoft.TENANT + "/" + id)
                        .toList());
    }

    @Test
    void whatOneTellsTheOtherIsKnownToTell() {
        List<String> differ = xdr.keySet().stream()
                .filter(key -> !gist(xdr, key).equals(gist(graph, key)))
                .toList();

        assertThat(differ).isEmpty();
        assertThat(xdr.keySet().stream().map(key -> gist(xdr, key)).collect(Collectors.toSet()))
                .as("and different things are different")
                .hasSameSizeAs(xdr.keySet());
    }

    private static String gist(Map<String, FindingEvent> events, String key) {
        return Objects.requireNonNull(events.get(key)).gist().orElseThrow();
    }

    @Test
    void bothGiveTheSameFindingsApartFromWhatIsDeclared() throws IOException {
        Map<String, List<String>> differences = new HashMap<>();
        for (String key : xdr.keySet()) {
            JsonNode one = finding(Objects.requireNonNull(xdr.get(key)));
            JsonNode other = finding(Objects.requireNonNull(graph.get(key)));
            List<String> found = new ArrayList<>();
            compare("", one, other, found);
            if (!found.isEmpty()) {
                differences.put(key, found);
            }
        }

        assertThat(differences.values().stream()
                        .flatMap(List::stream)
                        .collect(Collectors.groupingBy(it -> it, Collectors.counting())))
                .as("%d of %d differ", differences.size(), xdr.size())
                .isEmpty();
    }

    private static JsonNode finding(FindingEvent event) throws IOException {
        ObjectNode finding = (ObjectNode) Json.MAPPER.readTree(Json.write(event.finding(false, Instant.EPOCH)));
        for (String path : DECLARED) {
            remove(finding, path);
        }
        // Whom a message was for is an account here, an address there; and one names the envelope's sender too.
        for (JsonNode evidence : finding.path("evidences")) {
            if (evidence.path("name").asText().equals("MailMessage")) {
                ((ObjectNode) evidence).remove("user");
                remove(evidence, "email/sender");
            }
        }
        return finding;
    }

    private static void remove(JsonNode node, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            if (node instanceof ObjectNode object) {
                object.remove(path);
            }
        } else if (path.startsWith("*/")) {
            node.forEach(element -> remove(element, path.substring(2)));
        } else {
            remove(node.path(path.substring(0, slash)), path.substring(slash + 1));
        }
    }

    private static void compare(String path, JsonNode one, JsonNode other, List<String> differences) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, one.path(name), other.path(name), differences));
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "/*", one.get(i), other.get(i), differences);
            }
        } else if (!one.equals(other)) {
            differences.add(path + ": " + one + " | " + other);
        }
    }
}
