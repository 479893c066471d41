package io.sluice.simulator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.models.security.Alert;
import com.microsoft.graph.models.security.AlertCollectionResponse;
import com.microsoft.graph.models.security.AlertEvidence;
import com.microsoft.graph.models.security.DeviceEvidence;
import com.microsoft.graph.models.security.FileEvidence;
import com.microsoft.graph.models.security.Incident;
import com.microsoft.graph.models.security.IncidentCollectionResponse;
import com.microsoft.graph.models.security.ServiceSource;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official Graph library for Java reads incidents and alerts, page after page, and all of what is in them. */
class GraphSecurityTest {

    private static RunningSimulator simulator;
    private static GraphServiceClient graph;

    @BeforeAll
    static void start() throws IOException {
        simulator = new RunningSimulator();
        String token = simulator.token("https://graph.microsoft.com/.default");
        AuthenticationProvider signing = (request, more) -> request.headers.tryAdd("Authorization", "Bearer " + token);
        graph = new GraphServiceClient(signing);
        graph.getRequestAdapter().setBaseUrl(simulator.address() + "/v1.0");
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static List<Incident> incidents() {
        List<Incident> all = new ArrayList<>();
        IncidentCollectionResponse page = graph.security().incidents().get(request -> {
            request.queryParameters.top = 20;
            request.queryParameters.expand = new String[] {"alerts"};
        });
        while (true) {
            all.addAll(Objects.requireNonNull(Objects.requireNonNull(page).getValue()));
            String next = page.getOdataNextLink();
            if (next == null) {
                return all;
            }
            page = graph.security().incidents().withUrl(next).get();
        }
    }

    @Test
    void everyIncidentIsReadOnceWithItsAlerts() {
        List<Incident> incidents = incidents();

        assertThat(incidents).hasSizeGreaterThan(20);
        assertThat(incidents).extracting(Incident::getId).doesNotHaveDuplicates();
        assertThat(incidents)
                .allSatisfy(incident -> assertThat(Objects.requireNonNull(incident.getAlerts()))
                        .allSatisfy(alert -> assertThat(alert.getIncidentId()).isEqualTo(incident.getId())));
        assertThat(incidents)
                .allSatisfy(incident -> assertThat(incident.getStatus()).isNotNull())
                .allSatisfy(
                        incident -> assertThat(incident.getLastUpdateDateTime()).isNotNull());
    }

    @Test
    void evidenceHasTheTypesOfTheLibrary() {
        List<AlertEvidence> evidence = incidents().stream()
                .flatMap(incident -> Objects.requireNonNull(incident.getAlerts()).stream())
                .flatMap(alert -> Objects.requireNonNull(alert.getEvidence()).stream())
                .toList();

        assertThat(evidence).allSatisfy(it -> assertThat(it.getClass()).isNotEqualTo(AlertEvidence.class));
        assertThat(evidence)
                .filteredOn(DeviceEvidence.class::isInstance)
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(((DeviceEvidence) it).getMdeDeviceId()).isNotBlank());
        assertThat(evidence)
                .filteredOn(FileEvidence.class::isInstance)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(Objects.requireNonNull(((FileEvidence) it).getFileDetails())
                                .getSha256())
                        .isNotBlank());
    }

    @Test
    void alertsAreFilteredAndFoundAgainById() {
        AlertCollectionResponse page = graph.security().alertsV2().get(request -> {
            request.queryParameters.top = 5;
            request.queryParameters.filter = "serviceSource eq 'microsoftDefenderForEndpoint'";
        });

        List<Alert> alerts = Objects.requireNonNull(Objects.requireNonNull(page).getValue());
        assertThat(alerts)
                .isNotEmpty()
                .extracting(Alert::getServiceSource)
                .containsOnly(ServiceSource.MicrosoftDefenderForEndpoint);
        String id = String.valueOf(alerts.getFirst().getId());
        assertThat(Objects.requireNonNull(
                                graph.security().alertsV2().byAlertId(id).get())
                        .getTitle())
                .isEqualTo(alerts.getFirst().getTitle());
    }

    @Test
    void refusalsAreTheLibrarysErrors() {
        assertThatExceptionOfType(ODataError.class)
                .isThrownBy(() -> graph.security().incidents().get(request -> request.queryParameters.top = 51))
                .satisfies(refused -> {
                    assertThat(refused.getResponseStatusCode()).isEqualTo(400);
                    assertThat(refused.getMessage()).contains("The limit of '50' for Top query");
                });
        assertThatExceptionOfType(ODataError.class)
                .isThrownBy(() -> graph.security().incidents().get(request -> request.queryParameters.skip = 501))
                .satisfies(
                        refused -> assertThat(refused.getResponseStatusCode()).isEqualTo(400));
        assertThatExceptionOfType(ODataError.class)
                .isThrownBy(() -> graph.security().incidents().byIncidentId("1").get())
                .satisfies(refused -> assertThat(
                                Objects.requireNonNull(refused.getError()).getCode())
                        .isEqualTo("ResourceNotFound"));
    }

    @Test
    void whenTheServiceIsBusyTheLibraryWaitsAsItIsTold() {
        simulator.order(
                "PUT",
                "/faults/" + RunningSimulator.CONTOSO + "/graph",
                "{\"kind\":\"throttle\",\"retryAfterSeconds\":1,\"count\":1}");

        assertThat(Objects.requireNonNull(graph.security().incidents().get(request -> request.queryParameters.top = 1))
                        .getValue())
                .hasSize(1);
    }
}
