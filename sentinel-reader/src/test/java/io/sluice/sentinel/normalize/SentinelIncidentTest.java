package io.sluice.sentinel.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an incident of Sentinel to a finding. */
class SentinelIncidentTest {

    @Test
    void aRowBecomesAFindingThatNamesTheIncidentOfDefenderWhichItRepeats() {
        JsonNode finding = Samples.incidentFinding(Samples.rawIncident(Samples.incident(), "FA1"));

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(Samples.incident(), finding)).isEmpty();
        JsonNode info = finding.at("/finding_info_list/0");
        assertThat(info.path("uid").textValue()).isEqualTo("7d0b3f9e-0000-4000-8000-000000004711");
        assertThat(info.path("related_events").findValuesAsText("uid")).containsExactly("98765", "fa1");
        assertThat(info.path("related_events").findValuesAsText("type")).containsExactly("Incident", "Alert");
        assertThat(info.path("first_seen_time_dt").textValue()).isEqualTo("2026-08-01T06:12:44Z");
        assertThat(info.path("attacks").findValuesAsText("uid")).containsExactly("TA0001", "T1566");
        assertThat(finding.path("comment").textValue()).isEqualTo("newer");
        assertThat(finding.at("/assignee/name").textValue()).isEqualTo("ana@contoso.example");
        assertThat(Samples.texts(finding.at("/metadata/labels"))).containsExactly("vip");
        assertThat(finding.path("time_dt").textValue()).isEqualTo("2026-08-01T06:50:11.1234567Z");
        assertThat(finding.path("src_url").textValue()).startsWith("https://portal.azure.com/");
        assertThat(finding.at("/unmapped/AdditionalData/providerIncidentUrl").textValue())
                .isEqualTo("https://security.microsoft.com/incidents/98765");
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft XDR, true",
        "microsoft xdr, true",
        "Microsoft 365 Defender, true",
        "Azure Sentinel, false",
        "Some provider, false",
        ", false"
    })
    void onlyADefendersIncidentIsNamedAsSuch(@Nullable String provider, boolean mirrors) {
        ObjectNode row = Samples.incident().put("ProviderName", provider);
        ObjectNode incident = Samples.armIncident();
        incident.withObject("properties").put("providerName", provider);

        assertThat(related(Samples.incidentFinding(Samples.rawIncident(row))).contains("98765"))
                .isEqualTo(mirrors);
        assertThat(related(Samples.incidentFinding(Samples.rawArmIncident(incident, null)))
                        .contains("98765"))
                .isEqualTo(mirrors);
    }

    private static List<String> related(JsonNode finding) {
        return finding.at("/finding_info_list/0/related_events").findValuesAsText("uid");
    }

    @ParameterizedTest
    @CsvSource({
        "New, , , 1, 1, 0",
        "Active, , , 2, 1, 0",
        "Closed, TruePositive, SuspiciousActivity, 4, 3, 2",
        "Closed, BenignPositive, SuspiciousButExpected, 4, 3, 5",
        "Closed, FalsePositive, IncorrectAlertLogic, 4, 3, 1",
        "Closed, FalsePositive, InaccurateData, 4, 3, 1",
        "Closed, Undetermined, , 5, 3, 7",
        "Closed, , , 5, 3, 0",
        "SomethingNew, , , 99, 1, 0"
    })
    void theStatusAndWhatAnalystsConcluded(
            String word, @Nullable String classification, @Nullable String reason, int id, int activity, int verdict) {
        ObjectNode row = Samples.incident()
                .put("Status", word)
                .put("Classification", classification)
                .put("ClassificationReason", reason);

        JsonNode finding = Samples.incidentFinding(Samples.rawIncident(row));

        assertThat(finding.path("status_id").intValue()).isEqualTo(id);
        assertThat(finding.path("status").textValue()).isEqualTo(word);
        assertThat(finding.path("activity_id").intValue()).isEqualTo(activity);
        assertThat(finding.path("verdict_id").intValue()).isEqualTo(verdict);
        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(row, finding)).isEmpty();
    }

    @Test
    void anIncidentThatWasMergedIntoAnotherIsClosed() {
        ObjectNode row = Samples.incident()
                .put("Status", "Closed")
                .put("Classification", "TruePositive")
                .put("Labels", "[{\"labelName\":\"Redirected\",\"labelType\":\"AutoAssigned\"}]");

        assertThat(Samples.incidentFinding(Samples.rawIncident(row))
                        .path("status_id")
                        .intValue())
                .isEqualTo(5);
    }

    @Test
    void anIncidentOfAzureShowsItsEntities() {
        ArrayNode entities = Samples.array(Samples.ARM_ENTITIES);

        JsonNode finding = Samples.incidentFinding(Samples.rawArmIncident(Samples.armIncident(), entities));

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(Samples.armIncident(), finding)).isEmpty();
        assertThat(finding.at("/unmapped/entities")).isEqualTo(entities);
        assertThat(finding.path("observables").findValuesAsText("value"))
                .contains(
                        "anna",
                        "anna@contoso.example",
                        "wks1.contoso.example",
                        "a.exe",
                        "e3b0c442",
                        "0f0e0d0c-1",
                        "x@evil.example",
                        "198.51.100.9",
                        "2001:db8::1",
                        "evil.example",
                        "HKEY_LOCAL_MACHINE\\SOFTWARE",
                        "https://evil.example/p",
                        "00:11:22:33:44:55");
        assertThat(finding.at("/observables/0/name").textValue()).isEqualTo("unmapped.entities[0]");
        assertThat(finding.at("/assignee_group/name").textValue()).isEqualTo("Unassigned");
    }

    @Test
    void bothInterfacesTellOfOneIncident() {
        assertThat(Samples.incidentFinding(Samples.rawArmIncident(Samples.armIncident(), null))
                        .at("/finding_info_list/0/uid"))
                .isEqualTo(Samples.incidentFinding(Samples.rawIncident(Samples.incident()))
                        .at("/finding_info_list/0/uid"));
    }

    @Test
    void onlyWhatSaysSomethingNewIsANewVersion() {
        String version = Samples.version(Samples.rawIncident(Samples.incident()));
        ObjectNode opened = Samples.incident();
        opened.set("Labels", Samples.array("[{\"labelType\":\"User\",\"labelName\":\"vip\"}]"));

        assertThat(Samples.version(
                        Samples.rawIncident(Samples.incident().put("TimeGenerated", "2026-08-01T09:00:00Z"))))
                .isEqualTo(version);
        assertThat(Samples.version(Samples.rawIncident(opened))).isEqualTo(version);
        assertThat(Samples.version(Samples.rawIncident(Samples.incident().put("Status", "Closed"))))
                .isNotEqualTo(version);
        assertThat(Samples.version(Samples.rawIncident(Samples.incident(), "fa1")))
                .isNotEqualTo(version);
    }

    @Test
    void theOrderOfEntitiesIsChanceAndTheirArrivalIsNot() {
        ArrayNode entities = Samples.array(Samples.ARM_ENTITIES);
        ArrayNode turned = Samples.array("[]");
        for (int i = entities.size() - 1; i >= 0; i--) {
            turned.add(entities.get(i));
        }
        ObjectNode renewed = Samples.armIncident().put("etag", "\"another\"");

        String version = Samples.version(Samples.rawArmIncident(Samples.armIncident(), entities));
        assertThat(Samples.version(Samples.rawArmIncident(Samples.armIncident(), turned)))
                .isEqualTo(version);
        assertThat(Samples.version(Samples.rawArmIncident(renewed, entities))).isEqualTo(version);
        assertThat(Samples.version(Samples.rawArmIncident(Samples.armIncident(), null)))
                .isEqualTo(Samples.version(Samples.rawArmIncident(Samples.armIncident(), Samples.array("[]"))))
                .isNotEqualTo(version);
    }
}
