package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.system.Clone.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final List<String> FAULTS = List.of(
            "\"kind\":\"throttle\",\"retryAfterSeconds\":1,\"variant\":\"header\"",
            "\"kind\":\"throttle\",\"retryAfterSeconds\":1,\"variant\":\"body\"",
            "\"kind\":\"throttle\",\"retryAfter\":\"1.5\"",
            "\"kind\":\"throttle\",\"retryAfter\":\"Fri, 31 Dec 1999 23:59:59 GMT\"",
            "\"kind\":\"throttle\",\"variant\":\"none\"",
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
            for (String surface : SURFACES) {
                put("*", surface, fault + ",\"count\":4");
            }
            Awaitility.await(fault)
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(IncidentFaultsTest::isOver);
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
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> faults().size() <= tenants.size()); // each tenant has one interface only
        }
        stack.call("DELETE", 18481, "/faults", "", "");

        // A version that is replaced while its tenant cannot be read is read by nobody; the last ones are never lost.
        Result check = stack.check("--tolerance", "300");

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
    }

    private static void put(String tenant, String surface, String fault) throws Exception {
        // Graph is asked for much else; what is tried here is the reading of incidents.
        String resource = surface.equals("graph") ? "\"operation\":\"security/incidents\"," : "";
        assertThat(stack.call("PUT", 18481, "/faults/" + tenant + "/" + surface, "", "{" + resource + fault + "}")
                        .statusCode())
                .as(fault)
                .isBetween(200, 204);
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
