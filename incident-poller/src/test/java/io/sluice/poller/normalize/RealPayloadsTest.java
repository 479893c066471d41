package io.sluice.poller.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.checks.finding.Leaves;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.raw.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Payloads that other projects recorded: all of what they say arrives, in a form that OCSF allows. */
class RealPayloadsTest {

    private static final String XDR = "demisto-microsoft365defender/";

    @Test
    void everyIncidentOfDefenderXdrArrivesWithoutLoss() {
        List<JsonNode> incidents = Stream.of(
                        elements(Fixtures.json(XDR + "incidents_list_response.json")
                                .path("value")),
                        elements(Fixtures.json(XDR + "incidents_list_results.json")
                                .path("outputs")),
                        Stream.of(Fixtures.json(XDR + "raw_incident.json")))
                .flatMap(all -> all)
                .toList();

        assertThat(incidents).hasSize(21);
        int alerts = 0;
        for (JsonNode incident : incidents) {
            alerts += assertArrives(incident, Source.DEFENDER_XDR, "alertId");
        }
        assertThat(alerts).isEqualTo(114);
    }

    @Test
    void theAnswerToAnUpdateArrivesWithoutLossOnceItSaysWhichIncidentItIs() {
        ObjectNode incident = (ObjectNode) Fixtures.json("rapid7-defender-incidents/test_update_incident.json.resp");

        assertArrives(incident.put("incidentId", 910_021), Source.DEFENDER_XDR, "alertId");
    }

    @Test
    void everyIncidentOfMicrosoftGraphArrivesWithoutLoss() {
        JsonNode incidents = Fixtures.json("demisto-graph-security/incidents_list_response.json")
                .path("value");

        assertThat(incidents).hasSize(2).allSatisfy(incident -> assertArrives(incident, Source.MICROSOFT_GRAPH, "id"));
    }

    @Test
    void everyAlertOfMicrosoftGraphArrivesWithoutLoss() {
        JsonNode alert = Fixtures.json("stix-shifter-azure-sentinel/alert_v2.json")
                .path("value")
                .path(0);

        JsonNode finding = assertAlertArrives(alert, Samples.incident(), Source.MICROSOFT_GRAPH);

        assertThat(finding.at("/device/hostname")).isEqualTo(alert.at("/evidence/0/deviceDnsName"));
        assertThat(finding.at("/evidences/1/process/parent_process/name"))
                .isEqualTo(alert.at("/evidence/2/parentProcessImageFile/fileName"));
        assertThat(finding.at("/remediation/desc")).isEqualTo(alert.path("recommendedActions"));
        assertAlertArrives(
                Fixtures.json("stix-shifter-azure-sentinel/alertV2_respons.json"),
                Samples.incident(),
                Source.MICROSOFT_GRAPH);
    }

    private static int assertArrives(JsonNode whole, String source, String alertId) {
        ObjectNode header = whole.deepCopy();
        header.remove("alerts");
        List<String> alertIds = new ArrayList<>();
        for (JsonNode alert : whole.path("alerts")) {
            alertIds.add(alert.path(alertId).asText());
            assertAlertArrives(alert, header, source);
        }
        JsonNode finding = Samples.incidentFinding(
                new RawIncident(
                        Samples.TENANT, Samples.CONNECTION, source, Samples.READ_AT, header, alertIds, alertIds.size()),
                false);
        assertThat(missing(header, finding, source)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
        return alertIds.size();
    }

    private static JsonNode assertAlertArrives(JsonNode alert, JsonNode header, String source) {
        JsonNode finding = Samples.finding(
                new RawAlert(Samples.TENANT, Samples.CONNECTION, source, Samples.READ_AT, header, alert), false);
        assertThat(missing(alert, finding, source)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(finding.path("evidences"))
                .hasSize(alert.path("entities").size()
                        + alert.path("devices").size()
                        + alert.path("evidence").size());
        return finding;
    }

    private static Set<String> missing(JsonNode payload, JsonNode finding, String source) {
        return source.equals(Source.MICROSOFT_GRAPH)
                ? Samples.missingOfGraph(payload, finding)
                : Leaves.missing(payload, finding);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
