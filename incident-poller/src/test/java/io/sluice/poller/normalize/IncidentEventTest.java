package io.sluice.poller.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.checks.finding.Leaves;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.finding.MalformedEvent.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentEventTest {

    @Test
    void anIncidentBecomesAValidIncidentFinding() {
        JsonNode finding = Samples.incidentFinding(Samples.incident(), "a1", "a2");

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(finding.at("/finding_info_list")).hasSize(1);
        JsonNode info = finding.at("/finding_info_list/0");
        assertThat(info.path("uid").textValue()).isEqualTo("910021");
        assertThat(info.path("title").textValue()).isEqualTo("Multi-stage incident on one endpoint");
        assertThat(info.path("modified_time").longValue())
                .isEqualTo(Instant.parse("2026-02-03T10:20:01.07Z").toEpochMilli());
        assertThat(info.path("related_events").findValuesAsText("uid")).containsExactly("a1", "a2");
        assertThat(info.path("related_events").findValuesAsText("type")).containsExactly("Alert", "Alert");
        assertThat(Samples.texts(finding.at("/metadata/labels"))).containsExactly("vip", "red team");
        assertThat(finding.path("comment").textValue()).isEqualTo("looks real");
        assertThat(finding.at("/unmapped/comments")).hasSize(2);
        assertThat(finding.at("/assignee_group/name").textValue()).isEqualTo("Unassigned");
        assertThat(finding.has("assignee")).isFalse();
        assertThat(finding.at("/metadata/is_truncated").isMissingNode()).isTrue();
    }

    @Test
    void everyValueArrivesFromEveryPlace() {
        JsonNode incident = Leaves.unique(Samples.incident(), Set.of());

        JsonNode finding = Samples.incidentFinding(incident);

        assertThat(Leaves.missing(incident, finding)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void aRedirectedIncidentIsClosedAndNamesItsTargetFirst() {
        ObjectNode incident = Samples.incident();
        incident.put("status", "Redirected").put("redirectIncidentId", 910_022).put("severity", "UnSpecified");

        JsonNode finding = Samples.incidentFinding(incident, "a1");

        assertThat(finding.path("status_id").intValue()).isEqualTo(5);
        assertThat(finding.path("activity_name").textValue()).isEqualTo("Close");
        assertThat(finding.path("severity_id").intValue()).isZero();
        assertThat(finding.at("/finding_info_list/0/related_events/0/uid").textValue())
                .isEqualTo("910022");
        assertThat(finding.at("/finding_info_list/0/related_events/0/type").textValue())
                .isEqualTo("Incident");
        assertThat(finding.at("/finding_info_list/0/related_events_count").intValue())
                .isEqualTo(2);
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Active, 1, 2",
        "active, 1, 2",
        "InProgress, 2, 2",
        "awaitingAction, 3, 2",
        "Resolved, 4, 3",
        "Redirected, 5, 3",
        "unknownFutureValue, 99, 2"
    })
    void theStatusKeepsMicrosoftsWordBesideItsNumber(String word, int id, int activity) {
        JsonNode finding = Samples.incidentFinding(
                Samples.rawIncident(Samples.with(Samples.incident(), "status", word), List.of(), 0), true);

        assertThat(finding.path("status_id").intValue()).isEqualTo(id);
        assertThat(finding.path("status").textValue()).isEqualTo(word);
        assertThat(finding.path("activity_id").intValue()).isEqualTo(activity);
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void anAssignedIncidentHasAnAssigneeAndNoGroup() {
        JsonNode finding = Samples.incidentFinding(Samples.with(Samples.incident(), "assignedTo", "ana@contoso.test"));

        assertThat(finding.at("/assignee/name").textValue()).isEqualTo("ana@contoso.test");
        assertThat(finding.has("assignee_group")).isFalse();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void ofAGiantIncidentFiveHundredAlertsAreListedAndAllCounted() {
        List<String> ids = IntStream.range(0, 500).mapToObj(i -> "a" + i).toList();

        JsonNode finding = Samples.incidentFinding(Samples.rawIncident(Samples.incident(), ids, 7000), false);

        assertThat(finding.at("/finding_info_list/0/related_events")).hasSize(500);
        assertThat(finding.at("/finding_info_list/0/related_events_count").intValue())
                .isEqualTo(7000);
        assertThat(finding.at("/metadata/is_truncated").booleanValue()).isTrue();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void alertsThatJoinMakeANewVersionAndTheirOrderDoesNot() throws MalformedEvent {
        assertThat(version(List.of("a", "b"), 2))
                .isEqualTo(version(List.of("b", "a"), 2))
                .isNotEqualTo(version(List.of("a"), 1))
                .isNotEqualTo(version(List.of("a", "c"), 2));
        assertThat(version(List.of("a", "b"), 9))
                .as("which alerts of many are listed is chance")
                .isEqualTo(version(List.of("c", "d"), 9))
                .isNotEqualTo(version(List.of("a", "b"), 10));
    }

    private static String version(List<String> alertIds, int alertCount) throws MalformedEvent {
        return IncidentEvent.of(Samples.rawIncident(Samples.incident(), alertIds, alertCount), DefenderShape.ALL)
                .version();
    }

    @Test
    void theIdentityIsMadeOfTenantIncidentAndVersion() throws MalformedEvent {
        IncidentEvent event =
                IncidentEvent.of(Samples.rawIncident(Samples.incident(), List.of(), 0), DefenderShape.ALL);

        assertThat(event.key()).isEqualTo(Samples.TENANT + "/910021");
        assertThat(event.id()).isEqualTo(event.key() + "/" + event.version());
        assertThat(event.version()).matches("[0-9a-f]{16}");
    }

    @Test
    void whatCannotBeToldApartOrPutInOrderIsMalformed() {
        assertMalformed(JsonNodeFactory.instance.arrayNode(), Reason.NOT_AN_OBJECT);
        assertMalformed(Samples.incident().without("incidentId"), Reason.MISSING_ID);
        assertMalformed(Samples.incident().put("lastUpdateTime", "2026-02-30T00:00:00Z"), Reason.BAD_TIME);
    }

    private static void assertMalformed(JsonNode incident, Reason reason) {
        RawIncident raw = Samples.rawIncident(incident, List.of(), 0);
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> IncidentEvent.of(raw, DefenderShape.ALL))
                .satisfies(malformed -> assertThat(malformed.reason()).isEqualTo(reason));
    }
}
