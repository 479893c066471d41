package io.sluice.simulator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.securityinsights.SecurityInsightsManager;
import com.azure.resourcemanager.securityinsights.models.Incident;
import com.azure.resourcemanager.securityinsights.models.IncidentComment;
import com.azure.resourcemanager.securityinsights.models.IncidentEntitiesResponse;
import com.azure.resourcemanager.securityinsights.models.IncidentStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * {@code com.azure.resourcemanager:azure-resourcemanager-securityinsights} against the simulator's Resource Manager.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SecurityInsightsTest {

    private final RunningSimulator simulator;
    private final SecurityInsightsManager manager;
    private final String group;
    private final String workspace;

    SecurityInsightsTest() throws IOException {
        simulator = new RunningSimulator();
        group = simulator.contoso("resourceGroup");
        workspace = simulator.contoso("workspaceName");
        manager = SecurityInsightsManager.authenticate(
                Pipelines.to(simulator, "https://management.azure.com/.default"),
                new AzureProfile(
                        RunningSimulator.CONTOSO,
                        simulator.contoso("subscriptionId"),
                        new AzureEnvironment(Map.of("resourceManagerEndpointUrl", simulator.address() + "/"))));
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    private List<Incident> all() {
        return manager.incidents().list(group, workspace).stream().toList();
    }

    @Test
    void pagesAreFollowedToTheEnd() {
        List<PagedResponse<Incident>> pages = manager.incidents()
                .list(group, workspace, null, "properties/createdTimeUtc desc", 40, null, Context.NONE)
                .streamByPage()
                .toList();
        List<String> names = pages.stream()
                .flatMap(page -> page.getValue().stream())
                .map(Incident::name)
                .toList();

        assertThat(pages).hasSizeGreaterThan(2);
        assertThat(names)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        all().stream().map(Incident::name).toList());
    }

    @Test
    void filtersApplyAndEveryMemberIsUnderstood() {
        assertThat(manager.incidents()
                        .list(group, workspace, "properties/status eq 'Closed'", null, null, null, Context.NONE))
                .isNotEmpty()
                .allSatisfy(incident -> {
                    assertThat(incident.status()).isEqualTo(IncidentStatus.CLOSED);
                    assertThat(incident.classification()).isNotNull();
                    assertThat(incident.lastModifiedTimeUtc()).isNotNull();
                    assertThat(incident.providerName()).isEqualTo("Microsoft XDR");
                    assertThat(incident.additionalData().alertsCount()).isNotNull();
                    assertThat(incident.etag()).startsWith("\"");
                });
    }

    @Test
    void alertsAndEntitiesOfAnIncidentAreUnderstood() {
        Incident incident = all().stream()
                .filter(it -> it.additionalData()
                        .alertProductNames()
                        .contains("Microsoft Defender Advanced Threat Protection"))
                .findFirst()
                .orElseThrow();

        assertThat(manager.incidents()
                        .listAlerts(group, workspace, incident.name())
                        .value())
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(alert.systemAlertId()).isEqualTo(alert.name());
                    assertThat(alert.providerAlertId()).isNotEmpty();
                    assertThat(alert.startTimeUtc()).isBeforeOrEqualTo(alert.endTimeUtc());
                    assertThat(alert.alertLink()).contains("security.microsoft.com/alerts/");
                });
        IncidentEntitiesResponse entities = manager.incidents().listEntities(group, workspace, incident.name());
        assertThat(entities.entities()).isNotEmpty();
        assertThat(entities.metadata().stream().mapToInt(it -> it.count()).sum())
                .isEqualTo(entities.entities().size());
    }

    @Test
    void commentsAreUnderstood() {
        Incident incident = all().stream()
                .filter(it -> it.additionalData().commentsCount() > 0)
                .findFirst()
                .orElseThrow();

        List<IncidentComment> comments = manager.incidentComments().list(group, workspace, incident.name()).stream()
                .toList();

        assertThat(comments).hasSize(incident.additionalData().commentsCount()).allSatisfy(comment -> {
            assertThat(comment.message()).isNotEmpty();
            assertThat(comment.author().email()).contains("@");
            assertThat(manager.incidentComments()
                            .get(group, workspace, incident.name(), comment.name())
                            .message())
                    .isEqualTo(comment.message());
        });
    }

    @Test
    void whatIsNotThereIsAnErrorWithItsCode() {
        assertThatThrownBy(() -> manager.incidents().get(group, workspace, "99999999-0000-4000-8000-000000000000"))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        e -> assertThat(e.getValue().getCode()).isEqualTo("NotFound"));
    }
}
