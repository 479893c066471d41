package io.sluice.connections.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.tokens.FreshAnswer;
import io.sluice.connections.trial.TrialReport.AccessTrial;
import io.sluice.connections.trial.TrialReport.Outcome;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.token.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTrialTest {

    private static final String SECURITY_ADMINISTRATOR = "194ae4cb-b126-40b2-bd5b-6091b380977d";

    private static final Map<String, List<String>> ALL_ROLES = Map.of(
            "https://api.security.microsoft.com", List.of("Incident.Read.All"),
            "https://graph.microsoft.com", List.of("Directory.Read.All", "AuditLog.Read.All"),
            "https://outlook.office365.com", List.of("Exchange.ManageAsApp"),
            "https://api.loganalytics.io", List.of("Data.Read"),
            "https://management.azure.com", List.of(),
            "05a65629-4c1b-48c1-a78b-804c4abdd4af", List.of("investigation.read"),
            "https://api.securitycenter.microsoft.com",
                    List.of("Machine.Read.All", "Machine.LiveResponse", "File.Read.All", "Library.Manage"));

    private Server server;
    private ConnectionTrial trial;

    @BeforeEach
    void start() throws IOException {
        server = Server.plain(ConnectionTrialTest::good);
        trial = trial(server, Duration.ofSeconds(30), Tried.NOW);
    }

    @AfterEach
    void stop() {
        trial.close();
        server.close();
    }

    @Test
    void aConnectionThatHasAllItNeedsPasses() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.everything(IncidentSource.XDR), server.url());

        TrialReport report = trial.run(details, applicant(details, null));

        assertThat(report.remedies()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.summary()).isEqualTo("All 6 capabilities work.");
        assertThat(report.capabilities())
                .extracting(TrialReport.CapabilityTrial::capability)
                .containsExactly(Capability.values());
        assertThat(access(report, "exchange").roles().getFirst().state()).isEqualTo("granted");
        assertThat(access(report, "resourceManager").roles().getFirst().state()).isEqualTo("not-visible");
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.authorization()).startsWith("Bearer ey"));
        assertThat(server.requests())
                .extracting(Server.Request::line)
                .contains(
                        "GET /api/incidents?$top=1",
                        "GET /subscriptions/5ab5c000-0000-4000-8000-000000000001/resourceGroups/security%20rg/providers/"
                                + "Microsoft.OperationalInsights/workspaces/contoso-sentinel/providers/"
                                + "Microsoft.SecurityInsights/incidents?api-version=2024-09-01&$top=1");
        assertThat(server.requests())
                .filteredOn(request -> request.line().contains("InvokeCommand"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.anchor()).endsWith("@contoso.onmicrosoft.com");
                    assertThat(request.body()).contains("\"StartReceivedDate\":\"2026-11-21T11:00:00Z\"");
                });
    }

    @Test
    void oneTokenIsAskedForHoweverManyCapabilitiesShareIt() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.everything(IncidentSource.GRAPH), server.url());
        List<String> asked = new CopyOnWriteArrayList<>();

        trial.run(details, Tried.applicant(details, null, (resource, _) -> {
            asked.add(resource);
            return Tried.given(Tried.token(resource, Tried.TENANT, List.of(), List.of()));
        }));

        assertThat(asked).doesNotHaveDuplicates().contains("https://graph.microsoft.com");
    }

    @Test
    void aMissingPermissionIsNamedWithItsId() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport report = trial.run(
                details,
                Tried.applicant(
                        details,
                        null,
                        (resource, _) -> Tried.given(Tried.token(resource, Tried.TENANT, List.of(), List.of()))));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(access(report, "defender").permissions().missing())
                .containsExactly(new TrialReport.Missing("Incident.Read.All", "a9790345-4595-42e4-971a-ccdc79f19b7c"));
        assertThat(report.remedies())
                .singleElement()
                .asString()
                .contains("Incident.Read.All", "Microsoft Threat Protection", "grant admin consent");
        assertThat(report.summary()).isEqualTo("0 of 1 capabilities work; see the remedies.");
    }

    @Test
    void aPermissionThatNothingNeedsIsAWarning() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport report = trial.run(
                details,
                Tried.applicant(
                        details,
                        null,
                        (resource, _) -> Tried.given(Tried.token(
                                resource,
                                Tried.TENANT,
                                List.of("Incident.ReadWrite.All", "AdvancedHunting.Read.All"),
                                List.of()))));

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED_WITH_WARNINGS);
        assertThat(access(report, "defender").permissions().missing()).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("AdvancedHunting.Read.All, Incident.ReadWrite.All");
    }

    @Test
    void aPermissionThatAnotherCapabilityNeedsIsNotTooMuch() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.everything(IncidentSource.XDR), server.url());

        TrialReport report = trial.run(details, applicant(details, null));

        assertThat(report.capabilities()
                        .getLast()
                        .accesses()
                        .getLast()
                        .permissions()
                        .granted())
                .contains("Machine.LiveResponse");
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void ofAnOpaqueTokenOnlyTheCallsDecide() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport report =
                trial.run(details, Tried.applicant(details, null, (_, _) -> Tried.given("opaque-access-token")));

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(access(report, "defender").permissions().known()).isFalse();
    }

    @Test
    void aTokenOfAnotherTenantIsNotUsed() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());
        String other = "fab00000-0000-4000-8000-000000000002";

        TrialReport report = trial.run(
                details,
                Tried.applicant(
                        details,
                        null,
                        (resource, _) -> Tried.given(Tried.token(resource, other, List.of(), List.of()))));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.remedies()).first().asString().contains("tenantId");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRefusedTokenLeavesTheCallsUnmadeAndSaysWhy() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport report = trial.run(
                details,
                Tried.applicant(
                        details,
                        null,
                        (_, _) -> new FreshAnswer.Refused(
                                new Unauthenticated("The client secret is wrong.", "AADSTS7000215", "Paste its value."),
                                new FreshAnswer.Evidence(401, "2a000000-0000-4000-8000-000000000002", Tried.NOW))));

        assertThat(access(report, "defender").token().evidence())
                .isEqualTo(new TrialReport.Evidence(
                        401,
                        "AADSTS7000215",
                        "2a000000-0000-4000-8000-000000000002",
                        "The client secret is wrong.",
                        "Paste its value."));
        assertThat(access(report, "defender").probes())
                .allSatisfy(probe -> assertThat(probe.outcome()).isEqualTo(Outcome.SKIPPED));
        assertThat(report.remedies()).containsExactly("Paste its value.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aWrongClockExplainsARefusedAssertion() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport report = trial.run(
                details,
                Tried.applicant(
                        details,
                        null,
                        (_, _) -> new FreshAnswer.Refused(
                                new Unauthenticated("Outside its validity.", "AADSTS700024", "Set the clock."),
                                new FreshAnswer.Evidence(401, null, Tried.NOW.plusSeconds(400)))));

        assertThat(access(report, "defender").token().evidence())
                .extracting(TrialReport.Evidence::meaning)
                .asString()
                .contains("400 seconds behind", "That explains it");
        assertThat(report.clock()).isEqualTo(new TrialReport.Clock(-400, "localhost"));
    }

    @Test
    void aClockThatIsOffIsAWarningEvenIfEverythingWorks() throws Exception {
        Instant ahead = Instant.now().plusSeconds(1000);
        try (Server dating = Server.plain(exchange -> Server.answer(exchange, 200, "{\"value\":[]}"));
                ConnectionTrialHandle late = new ConnectionTrialHandle(trial(dating, Duration.ofSeconds(30), ahead))) {
            ConnectionDetails details = Tried.connection(Tried.incidents(), dating.url());
            TrialReport report = late.trial()
                    .run(
                            details,
                            Tried.applicant(
                                    details,
                                    null,
                                    (resource, _) -> new FreshAnswer.Given(
                                            new AccessToken(
                                                    Tried.token(
                                                            resource,
                                                            Tried.TENANT,
                                                            List.of("Incident.Read.All"),
                                                            List.of()),
                                                    ahead.plusSeconds(3600)),
                                            FreshAnswer.Evidence.NONE)));

            assertThat(report.verdict()).isEqualTo(Verdict.PASSED_WITH_WARNINGS);
            assertThat(report.warnings()).singleElement().asString().contains("ahead of that of localhost", "NTP");
        }
    }

    @Test
    void aCredentialThatExpiresSoonIsAWarning() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport soon = trial.run(details, applicant(details, Tried.NOW.plus(Duration.ofDays(6))));
        TrialReport far = trial.run(details, applicant(details, Tried.NOW.plus(Duration.ofDays(31))));
        TrialReport past = trial.run(details, applicant(details, Tried.NOW.minusSeconds(1)));

        assertThat(soon.warnings()).singleElement().asString().contains("client secret expires in 6 days");
        assertThat(soon.verdict()).isEqualTo(Verdict.PASSED_WITH_WARNINGS);
        assertThat(far.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(past.warnings()).singleElement().asString().contains("has expired");
    }

    @Test
    void aSurfaceThatHangsHidesNoOther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Server hanging = Server.plain(exchange -> {
                    if (exchange.getRequestURI().getPath().contains("InvokeCommand")) {
                        await(never);
                    }
                    good(exchange);
                });
                ConnectionTrialHandle hasty =
                        new ConnectionTrialHandle(trial(hanging, Duration.ofSeconds(20), Tried.NOW))) {
            ConnectionDetails details = Tried.connection(
                    new Capabilities(Tried.incidents().defenderIncidents(), new Quarantine(), null, null, null, null),
                    hanging.url());

            TrialReport report = hasty.trial().run(details, applicant(details, null));

            assertThat(report.capabilities())
                    .extracting(TrialReport.CapabilityTrial::verdict)
                    .containsExactly(Verdict.PASSED, Verdict.FAILED);
            assertThat(access(report, "exchange").probes().getFirst().evidence().meaning())
                    .contains("did not answer in the time that a test has");
            assertThat(report.summary()).startsWith("1 of 2 capabilities works");
        } finally {
            never.countDown();
        }
    }

    @Test
    void anAnswerThatNeverEndsIsTooSlow() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Server endless = Server.plain(exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await(never);
                });
                ConnectionTrialHandle hasty =
                        new ConnectionTrialHandle(trial(endless, Duration.ofSeconds(10), Tried.NOW))) {
            ConnectionDetails details = Tried.connection(Tried.incidents(), endless.url());

            TrialReport report = hasty.trial().run(details, applicant(details, null));

            assertThat(access(report, "defender").probes())
                    .singleElement()
                    .extracting(probe -> probe.evidence().meaning())
                    .asString()
                    .contains("did not answer in the time that a test has");
        } finally {
            never.countDown();
        }
    }

    @Test
    void aFaultOfTheTestItselfIsNotBlamedOnMicrosoft() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());

        TrialReport report = trial.run(details, Tried.applicant(details, null, (_, _) -> {
            throw new IllegalStateException("planted");
        }));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(access(report, "defender").problem())
                .extracting(TrialReport.Evidence::meaning)
                .isEqualTo("The test itself failed unexpectedly.");
        assertThat(access(report, "defender").token().outcome()).isEqualTo(Outcome.NOT_ASKED);
        assertThat(String.valueOf(report)).doesNotContain("planted");
    }

    @Test
    void anAddressThatDoesNotAnswerIsCalledOnce() throws InterruptedException {
        URI dead = URI.create("http://localhost:1");
        ConnectionDetails details = Tried.connection(Tried.everything(IncidentSource.GRAPH), dead);

        TrialReport report = trial.run(details, applicant(details, null));

        AccessTrial graph = access(report, "graph");
        assertThat(graph.probes())
                .extracting(TrialReport.ProbeTrial::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SKIPPED);
        assertThat(graph.probes().getFirst().evidence().meaning()).isEqualTo("Nothing listens at localhost on port 1.");
    }

    @Test
    void whatEntraIdCannotBeReachedForIsFoundOut() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), URI.create("http://localhost:1"));

        TrialReport report = trial.run(
                details,
                Tried.applicant(
                        details,
                        null,
                        (_, _) -> new FreshAnswer.Refused(
                                new Unavailable("Entra ID cannot be reached."), FreshAnswer.Evidence.NONE)));

        assertThat(access(report, "defender").token().evidence())
                .extracting(TrialReport.Evidence::meaning)
                .isEqualTo("Entra ID cannot be reached. Nothing listens at localhost on port 1.");
    }

    @Test
    void aCloudWithoutTheSurfaceIsSaidSo() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Cloud.CHINA, Tried.incidents(), Map.of());

        TrialReport report = trial.run(details, applicant(details, null));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(access(report, "defender").problem())
                .extracting(TrialReport.Evidence::meaning)
                .asString()
                .contains("'china' has no Microsoft Defender XDR API");
        assertThat(access(report, "defender").token().outcome()).isEqualTo(Outcome.NOT_ASKED);
    }

    @Test
    void anAddressThatIsNotPermittedIsNotCalled() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Tried.incidents(), URI.create("https://elsewhere.example"));

        TrialReport report = trial.run(details, applicant(details, null));

        assertThat(access(report, "defender").problem())
                .extracting(TrialReport.Evidence::remedy)
                .asString()
                .contains("sluice.connections.allowed-base-urls");
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void everyAddressIsCheckedAgainSoThatANarrowedSettingTakesEffect() throws InterruptedException {
        ConnectionDetails everywhere =
                Tried.connection(Tried.everything(IncidentSource.XDR), URI.create("https://elsewhere.example"));
        ConnectionDetails portal = Tried.connection(
                new Capabilities(null, null, null, new CloudApps(URI.create("https://elsewhere.example")), null, null));
        for (ConnectionDetails details : List.of(everywhere, portal)) {
            List<String> asked = new CopyOnWriteArrayList<>();

            TrialReport report = trial.run(details, Tried.applicant(details, null, (resource, _) -> {
                asked.add(resource);
                return Tried.given(Tried.token(resource, Tried.TENANT, List.of(), List.of()));
            }));

            assertThat(asked).isEmpty();
            assertThat(report.capabilities())
                    .isNotEmpty()
                    .flatExtracting(TrialReport.CapabilityTrial::accesses)
                    .allSatisfy(access -> assertThat(access.problem())
                            .extracting(TrialReport.Evidence::meaning)
                            .asString()
                            .contains("https://elsewhere.example", "permitted"));
        }
    }

    @Test
    void aTestThatIsStoppedWhileATokenIsAskedForDidNotFailUnexpectedly() {
        ConnectionDetails details = Tried.connection(Tried.incidents(), server.url());
        AccessRun run = new AccessRun(
                details,
                new BaseUrlPolicy(List.of("http://localhost:*", server.url().toString())),
                InstantSource.fixed(Tried.NOW),
                new Caller(HttpClient.newHttpClient(), Duration.ofSeconds(1), InstantSource.fixed(Tried.NOW)),
                new TrialSummary(details, Tried.NOW).clocks(),
                Capability.DEFENDER_INCIDENTS,
                Requirements.of(details.capabilities()).getFirst().accesses().getFirst());
        CompletableFuture<TokenCheck.Result> token = new CompletableFuture<>();
        token.cancel(true);

        assertThatThrownBy(() -> run.run(Map.of(run.resource().orElseThrow(), token)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void withoutACapabilityTheCredentialsAreTried() throws InterruptedException {
        ConnectionDetails details = Tried.connection(Capabilities.NONE, server.url());

        TrialReport report = trial.run(details, applicant(details, null));

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.summary()).contains("The credentials are good");
        assertThat(report.signIn()).isNotNull();
    }

    @Test
    void aGiantAnswerIsNotReadToItsEnd() throws Exception {
        byte[] giant = ("{\"value\":[\"" + "x".repeat(3_000_000) + "\"]}").getBytes(StandardCharsets.UTF_8);
        try (Server large = Server.plain(exchange -> {
            exchange.getResponseHeaders().set("Age", "1");
            Server.answer(exchange, 200, "application/json", giant);
        })) {
            ConnectionDetails details = Tried.connection(Tried.incidents(), large.url());

            assertThat(trial.run(details, applicant(details, null)).verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    @Test
    void aRedirectIsNotFollowedAndNoTokenIsInTheReport() throws Exception {
        try (Server echo = Server.plain(exchange -> {
            String token =
                    exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            exchange.getResponseHeaders().set("Location", server.url() + "/" + token);
            exchange.getResponseHeaders().set("request-id", token);
            Server.answer(exchange, 307, "{\"error\":{\"code\":\"" + token + "\",\"target\":\"" + token + "\"}}");
        })) {
            ConnectionDetails details = Tried.connection(Tried.incidents(), echo.url());

            TrialReport report =
                    trial.run(details, Tried.applicant(details, null, (_, _) -> Tried.given("planted-access-token")));

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(server.requests()).isEmpty();
            assertThat(String.valueOf(report)).doesNotContain("planted");
        }
    }

    private static void good(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String json = path.contains("/query")
                ? "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[],\"rows\":[]}]}"
                : path.contains("/api/v1/alerts") ? "{\"data\":[],\"hasNext\":false}" : "{\"value\":[]}";
        exchange.getResponseHeaders().set("Age", "1"); // from a cache, so that it does not tell the time
        Server.answer(exchange, 200, json);
    }

    private static void await(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Applicant applicant(ConnectionDetails details, @Nullable Instant expiresAt) {
        return Tried.applicant(
                details,
                expiresAt,
                (resource, _) -> Tried.given(Tried.token(
                        resource,
                        Tried.TENANT,
                        ALL_ROLES.getOrDefault(resource, List.of()),
                        List.of(SECURITY_ADMINISTRATOR))));
    }

    private static AccessTrial access(TrialReport report, String surface) {
        return report.capabilities().stream()
                .flatMap(capability -> capability.accesses().stream())
                .filter(access -> access.surface().equals(surface))
                .findFirst()
                .orElseThrow();
    }

    private static ConnectionTrial trial(Server server, Duration deadline, Instant now) {
        return new ConnectionTrial(
                new BaseUrlPolicy(List.of(server.url().toString(), "http://localhost:*")),
                new Settings(deadline),
                InstantSource.fixed(now),
                HttpClient.newBuilder());
    }

    /** Closes what a test has made beside the others. */
    private record ConnectionTrialHandle(ConnectionTrial trial) implements AutoCloseable {
        @Override
        public void close() {
            trial.close();
        }
    }

    private record Settings(Duration deadline) implements ConnectionServiceSettings.Trial {
        @Override
        public Duration callTimeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int perMinute() {
            return 100;
        }

        @Override
        public int atOnce() {
            return 100;
        }
    }
}
