package io.sluice.sentinel.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.polling.finding.Words;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What other projects recorded of Sentinel. */
class RealPayloadsTest {

    /** The client that recorded them wrote the names of the envelope with capitals. */
    @Test
    void theEntitiesOfAnIncidentArriveWithoutLoss() {
        ArrayNode entities = JsonNodeFactory.instance.arrayNode();
        for (JsonNode recorded : Fixtures.json("demisto-azure-sentinel/expected_entities.json")) {
            ObjectNode entity = entities.addObject();
            for (Map.Entry<String, JsonNode> member : recorded.properties()) {
                entity.set(member.getKey().equals("ID") ? "name" : Words.plain(member.getKey()), member.getValue());
            }
        }

        JsonNode finding = Samples.incidentFinding(Samples.rawArmIncident(Samples.armIncident(), entities));

        assertThat(entities).isNotEmpty();
        assertThat(OpenedLeaves.missing(entities, finding)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
        for (JsonNode entity : entities) {
            assertThat(finding.path("observables").findValuesAsText("value"))
                    .contains(entity.at("/properties/accountName").textValue());
        }
    }

    /** The same alert, seen by Graph: Sentinel's row has only what Microsoft's mapping of columns takes from it. */
    @Test
    void anAlertOfGraphHasTheSameIdentityInSentinel() {
        JsonNode alert = Fixtures.json("stix-shifter-azure-sentinel/alertV2_respons.json");
        ObjectNode row = Samples.alert("[]")
                .put("VendorOriginalId", alert.path("providerAlertId").textValue())
                .put("ProductName", "Microsoft Defender Advanced Threat Protection")
                .put("ProviderName", "MDATP")
                .put("AlertLink", "");
        String uid = alert.path("id").textValue();

        assertThat(AlertIdentity.ofRow(row)).isEqualTo(uid);
        assertThat(AlertIdentity.ofRow(row.put("VendorOriginalId", uid.substring(2))))
                .isEqualTo(uid);
        assertThat(AlertIdentity.ofRow(row.put("VendorOriginalId", "other")
                        .put("AlertLink", alert.path("alertWebUrl").textValue())))
                .isEqualTo(uid);
    }
}
