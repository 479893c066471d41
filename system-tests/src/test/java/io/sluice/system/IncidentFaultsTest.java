package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every fault that the simulator can inject where incidents are read, through the Defender XDR API and through
 * Microsoft Graph: in turn, and mixed while incidents of unusual size and form come in. Nothing is lost and nothing
 * doubled.
 */
@TestMethodOrder(OrderAnnotation.class) // the mixed ones come last: they leave most behind
@Tag("drill")
class IncidentFaultsTest {

    private static final List<String> SURFACES = List.of("defender", "graph");

    private static final String THROTTLED_WITHOUT_A_HINT = "\"kind\":\"throttle\",\"variant\":\"none\"";

    private static final List<String> FAULTS = List.of(
            "\"kind\":\"throttle\",\"retryAfterSeconds\":1,\"variant\":\"header\"",
            "\"kind\":\"throttle\",\"retryAfterSeconds\":1,\"variant\":\"body\"",
            "\"kind\":\"throttle\",\"retryAfter\":\"1.5\"",
            "\"kind\":\"throttle\",\"retryAfter\":\"Fri, 31 Dec 1999 23:59:59 GMT\"",
            THROTTLED_WITHOUT_A_HINT,
            "\"kind\":\"concurrency\",\"retryAfterSeconds\":1",
            "\"kind\":\"unavailable\"",
            "\"kind\":\"slow\",\"delay\":\"PT1S\"",
            "\"kind\":\"html\"",
            "\"kind\":\"truncate\"",
            "\"kind\":\"unauthorized\"",
            "\"kind\":\"forbidden\"",
            "\"kind\":\"error\"",
            "\"kind\":\"empty\"",
            "\"kind\":\"malformed\"",
            "\"kind\":\"nul\"",
            "\"kind\":\"exception\",\"exception\":\"System.TimeoutException\"",
            "\"kind\":\"drift\"",
            "\"kind\":\"partial\"",
            "\"kind\":\"timeout\"",
            "\"kind\":\"unfiltered\"",
            "\"code\":\"AADSTS50196\"");

    /** Those whose answer is none: each is a failure of the poll that got it, and is counted. */
    private static final Set<String> NO_ANSWERS = Set.of(
            "\"kind\":\"html\"",
            "\"kind\":\"truncate\"",
            "\"kind\":\"empty\"",
            "\"kind\":\"malformed\"",
            "\"kind\":\"nul\"");

    /** A poll asks again for less, and for incidents without their alerts, before it fails. */
    private static final int MORE_THAN_A_POLL_BEARS = 20;

    private static final Pattern FAILED_READ = Pattern.compile(
            "(?m)^sluice_(?:polls|past_parts)_total\\{connection=\"(\\w+)\",(?!outcome=\"complete\").*} ([0-9.E]+)$");

    private static final Pattern COMPLETE_POLL =
            Pattern.compile("(?m)^sluice_polls_total\\{connection=\"(\\w+)\",outcome=\"complete\".*} ([0-9.E]+)$");

    private static final List<String> UNUSUAL = List.of(
            "{\"kind\":\"giant\",\"alerts\":400,\"alertBytes\":3000}",
            "{\"kind\":\"ties\",\"incidents\":120}",
            "{\"kind\":\"chain\",\"length\":4}",
            "{\"kind\":\"loop\",\"length\":3}");

    private static Stack stack;

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.up(Map.of(
                "SLUICE_POLLER_RECHECK_INTERVAL", "PT2S",
                "SLUICE_POLLER_LONGEST_BACKOFF", "PT4S",
                "SLUICE_SIMULATOR_HISTORY", "PT1H")); // the quota lets a longer past be read within minutes only
    }

    @AfterAll
    static void endStack() throws Exception {
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void eachFaultInTurnLosesAndDoublesNothing() throws Exception {
        for (String fault : FAULTS) {
            Map<String, Double> failedBefore = failedReads();
            for (String surface : SURFACES) {
                put("*", surface, fault + ",\"count\":" + count(fault));
            }
            Awaitility.await(fault)
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofMillis(500))
                    .until(IncidentFaultsTest::isOver);
            if (NO_ANSWERS.contains(fault)) {
                Awaitility.await(fault + " counted")
                        .atMost(Duration.ofMinutes(8))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(failedReads())
                                .allSatisfy((surface, failed) ->
                                        assertThat(failed).as(surface).isGreaterThan(failedBefore.get(surface))));
            }
            // One at a time: what is replaced while a tenant cannot be read for minutes is read by nobody. Of two
            // polls, the second has begun when the fault was over; the first may have asked since before that.
            Map<String, Double> completeBefore = completePolls();
            Awaitility.await("polls after " + fault)
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(completePolls())
                            .hasSizeGreaterThanOrEqualTo(3)
                            .allSatisfy((connection, complete) -> assertThat(complete)
                                    .as(connection)
                                    .isGreaterThan(completeBefore.getOrDefault(connection, 0.0) + 1)));
        }

        Result check = stack.check();

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
    }

    @Test
    @Order(2)
    void faultsMixedWhileUnusualIncidentsComeInLoseAndDoubleNothing() throws Exception {
        List<String> tenants = tenants();
        for (int round = 0; round < FAULTS.size(); round += 2) {
            for (int tenant = 0; tenant < tenants.size(); tenant++) {
                for (int surface = 0; surface < SURFACES.size(); surface++) {
                    String fault = FAULTS.get((round + 7 * tenant + 11 * surface) % FAULTS.size());
                    put(tenants.get(tenant), SURFACES.get(surface), fault + ",\"probability\":0.5,\"count\":1");
                }
            }
            if (round % 6 == 0 && round / 6 < UNUSUAL.size()) {
                for (String tenant : tenants) {
                    assertThat(stack.call(
                                            "POST",
                                            18481,
                                            "/tenants/" + tenant + "/incidents",
                                            "",
                                            UNUSUAL.get(round / 6))
                                    .statusCode())
                            .isBetween(200, 204);
                }
            }
            Awaitility.await("round " + round)
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> faults().size() <= tenants.size()); // each tenant has one interface only
        }
        stack.call("DELETE", 18481, "/faults", "", "");

        // A version that is replaced while its tenant cannot be read is read by nobody; the last ones are never lost.
        Result check = stack.check("--tolerance", "300");

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
    }

    @Test
    @Order(3)
    void whatTheDefenderApiHasToldIsNotToldAgainThroughGraphAfterASwitch() throws Exception {
        HttpResponse<String> contoso = connection("contoso");
        String tenant = Stack.JSON.readTree(contoso.body()).get("tenantId").asText();
        // Young incidents are read again after the switch, through the other interface.
        stack.call("POST", 18481, "/tenants/" + tenant + "/incidents", "", "{\"kind\":\"ties\",\"incidents\":20}");
        try (TopicRecords alerts = new TopicRecords(stack.bootstrapServers(), "sluice.alerts.v1")) {
            Result before = stack.check("--tolerance", "300");
            assertThat(before.exitCode()).as(before.output() + before.errors()).isZero();
            int countBefore = alerts.all().size();
            Set<String> told = ordered(alerts.all());

            readThroughGraph(contoso);
            Awaitility.await("what was told before, through Graph")
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() ->
                            shownByGraph(tenant).stream().filter(told::contains).count() >= 20);
            Result after = stack.check("--tolerance", "300");

            assertThat(after.exitCode()).as(after.output() + after.errors()).isZero();
            List<ConsumerRecord<String, String>> all = alerts.all();
            assertThat(ordered(all.subList(countBefore, all.size()))).doesNotContainAnyElementsOf(told);
        }
    }

    private static HttpResponse<String> connection(String name) throws IOException, InterruptedException {
        String operator = stack.token("operator");
        String listed = stack.call("GET", 18482, "/connections?name=" + name, operator, "")
                .body();
        return stack.call("GET", 18482, path(Stack.JSON.readTree(listed).at("/items/0")), operator, "");
    }

    private static String path(JsonNode connection) {
        return "/connections/" + connection.get("id").asText();
    }

    private static void readThroughGraph(HttpResponse<String> read) throws IOException, InterruptedException {
        ObjectNode connection = (ObjectNode) Stack.JSON.readTree(read.body());
        connection.withObject("/baseUrls").put("graph", "http://localhost:" + (18480 + Clone.PORT_OFFSET));
        connection.withObject("/capabilities/defenderIncidents").put("source", "graph");
        HttpResponse<String> replaced = stack.replace(
                18482,
                path(connection),
                stack.token("operator"),
                read.headers().firstValue("ETag").orElseThrow(),
                connection);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
    }

    /** The alerts that a tenant's raw records through Graph show. */
    private static Set<String> shownByGraph(String tenant) {
        return keys(TopicRecords.once(stack.bootstrapServers(), "sluice.raw-alerts.v1").stream()
                .filter(record -> record.key().startsWith(tenant)
                        && TopicRecords.text(record).contains("\"source\":\"microsoft-graph\""))
                .toList());
    }

    /** The alerts that a test has ordered, which stay as they are while the world goes on. */
    private static Set<String> ordered(List<ConsumerRecord<String, String>> records) {
        return keys(records.stream()
                .filter(record -> record.value().contains("ordered by a test"))
                .toList());
    }

    private static Set<String> keys(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::key).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void put(String tenant, String surface, String fault) throws Exception {
        // Graph is asked for much else; what is tried here is the reading of incidents.
        String resource = surface.equals("graph") ? "\"operation\":\"security/incidents\"," : "";
        assertThat(stack.call("PUT", 18481, "/faults/" + tenant + "/" + surface, "", "{" + resource + fault + "}")
                        .statusCode())
                .as(fault)
                .isBetween(200, 204);
    }

    /**
     * How often a fault strikes: where Microsoft does not say for how long, it is left alone twice as long each time.
     */
    private static int count(String fault) {
        if (NO_ANSWERS.contains(fault)) {
            return MORE_THAN_A_POLL_BEARS;
        }
        return fault.equals(THROTTLED_WITHOUT_A_HINT) ? 1 : 4;
    }

    /** How many polls were complete by now, by connection. */
    private static Map<String, Double> completePolls() throws IOException, InterruptedException {
        Map<String, Double> complete = new TreeMap<>();
        COMPLETE_POLL
                .matcher(stack.call("GET", 18493, "/q/metrics", "", "").body())
                .results()
                .forEach(sample -> complete.merge(sample.group(1), Double.parseDouble(sample.group(2)), Double::sum));
        return complete;
    }

    /**
     * How many polls, and readings of what is young or past, have failed by now, by interface: woodgrove reads Graph.
     */
    private static Map<String, Double> failedReads() throws IOException, InterruptedException {
        Map<String, Double> failed = new TreeMap<>(Map.of("graph", 0.0, "defender", 0.0));
        FAILED_READ
                .matcher(stack.call("GET", 18493, "/q/metrics", "", "").body())
                .results()
                .forEach(sample -> failed.merge(
                        sample.group(1).equals("woodgrove") ? "graph" : "defender",
                        Double.parseDouble(sample.group(2)),
                        Double::sum));
        return failed;
    }

    private static boolean isOver() throws Exception {
        return faults().isEmpty();
    }

    private static JsonNode faults() throws Exception {
        return Stack.JSON.readTree(stack.call("GET", 18481, "/faults", "", "").body());
    }

    private static List<String> tenants() throws Exception {
        List<String> ids = new ArrayList<>();
        for (JsonNode tenant :
                Stack.JSON.readTree(stack.call("GET", 18481, "/tenants", "", "").body())) {
            ids.add(tenant.get("tenantId").asText());
        }
        return ids;
    }
}
