package io.sluice.local.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.sluice.local.UserError;
import io.sluice.local.correlation.PlayOfAlert;
import io.sluice.local.correlation.PlayTruth;
import io.sluice.local.home.Ports;
import io.sluice.local.http.Repetition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlApiTest {

    private static final Repetition PROMPT = new Repetition(List.of(Duration.ZERO, Duration.ZERO));

    private HttpServer server = unbound();
    private ControlApi api = new ControlApi(new Ports(0));
    private volatile byte[] uploaded = {};

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create();
        // An offset is never negative: a port below the default cannot be reached.
        int port = 30_000;
        while (server.getAddress() == null || server.getAddress().getPort() <= 0) {
            try {
                server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
            } catch (IOException inUse) {
                port++;
            }
        }
        answer("/truth/alerts", 200, """
                {"tenantId":"t","alertId":"a","version":1,"from":"2026-01-01T00:00:00Z","until":"2026-01-01T00:01:00Z","incidentId":"1","lastUpdatedTime":"2026-01-01T00:00:00.1234567Z","title":"T","severity":"High","status":"New","evidenceCount":2,"attackId":null,"playId":"t-noise-7","scenario":"noise"}
                {"tenantId":"t","alertId":"a","version":2,"from":"2026-01-01T00:01:00Z","until":null,"incidentId":"1","lastUpdatedTime":"2026-01-01T00:01:00Z","title":"T","severity":"High","status":"New","evidenceCount":3,"attackId":null,"playId":"t-noise-7","scenario":"noise"}
                """);
        answer("/truth/sentinel/alerts", 200, """
                {"tenantId":"t","uid":"sn1","version":1,"from":"2026-01-01T00:01:00Z","until":null,"title":"T","severity":"High","status":"New","attackId":"t-phishing-8","playId":"t-phishing-8","scenario":"phishing"}
                """);
        answer("/tenants", 200, """
                [{"name":"contoso","tenantId":"t","domain":"contoso.example","clientId":"c","clientSecret":"s"}]
                """);
        answer("/pause", 503, "");
        server.createContext("/tenants/t/registrations/c/certificates", exchange -> {
            uploaded = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
        api = new ControlApi(Ports.http(port), PROMPT);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void truthIsReadLineByLine() throws InterruptedException {
        List<TrueAlert> alerts = api.alerts("t");

        assertThat(alerts).extracting(TrueAlert::version).containsExactly(1, 2);
        assertThat(alerts.getFirst().lastUpdatedTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00.1234567Z"));
        assertThat(alerts.getFirst().until()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
        assertThat(alerts.getLast().until()).isNull();
    }

    @Test
    void thePlayOfEachAlertIsKnownByItsKeyOnTheTopic() throws InterruptedException {
        assertThat(PlayTruth.of(api))
                .containsExactly(
                        Map.entry("t/a", new PlayOfAlert("t-noise-7", "noise", false)),
                        Map.entry("t/sn1", new PlayOfAlert("t-phishing-8", "phishing", true)));
    }

    @Test
    void aCertificateIsUploadedAsItIs() throws InterruptedException {
        byte[] certificate = {0x30, (byte) 0x82, 0, 1};

        api.uploadCertificate(
                new SimulatedTenant("contoso", "t", "contoso.example", "c", "s", "", "", "", ""), certificate);

        assertThat(uploaded).isEqualTo(certificate);
    }

    @Test
    void aRefusalIsSaidInOneSentence() {
        assertThatThrownBy(api::pause)
                .isInstanceOf(UserError.class)
                .hasMessage("The simulator answered POST /pause with HTTP 503; see ./sluice logs microsoft-simulator.");
    }

    @Test
    void aSimulatorThatDoesNotAnswerIsSaidInOneSentence() {
        stop();

        assertThatThrownBy(api::tenants)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not answer at http")
                .hasMessageContaining("./sluice status");
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws InterruptedException {
        AtomicInteger calls = breakOff("/truth/incidents", 2, """
                {"tenantId":"t","incidentId":"1","version":1,"from":"2026-01-01T00:00:00Z","until":null,"lastUpdateTime":"2026-01-01T00:00:00Z","name":"N","severity":"High","status":"Active","assignedTo":null,"redirectIncidentId":null,"alertIds":["a"],"attackId":null}
                """);

        assertThat(api.incidents("t")).extracting(TrueIncident::alertIds).containsExactly(List.of("a"));
        assertThat(calls).hasValue(3);
    }

    @Test
    void whatMayBeDoneTwiceIsDoneAgain() throws InterruptedException {
        AtomicInteger calls = breakOff("/resume", 1, "");

        api.resume();

        assertThat(calls).hasValue(2);
    }

    @Test
    void whatMustNotBeDoneTwiceIsDoneOnce() {
        AtomicInteger calls = breakOff("/tenants/t/quarantine", 1, "{}");

        assertThatThrownBy(() -> api.hold("t", "anna@contoso.example", 10)).isInstanceOf(UserError.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatKeepsBreakingOffIsSaidWithItsReason() {
        breakOff("/truth/incidents", 1000, "{}");

        assertThatThrownBy(() -> api.incidents("t"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not answer at http")
                .hasMessageMatching(".*\\([^)]* [^)]*\\): is the stack up.*");
    }

    @Test
    void noConnectionIsAskedToBecomeOneOfHttp2() throws InterruptedException {
        AtomicReference<Headers> asked = new AtomicReference<>();
        server.createContext("/truth/incidents", exchange -> {
            asked.set(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        api.incidents("t");

        assertThat(asked.get()).doesNotContainKey("Upgrade");
    }

    /** Answers whole only after so many calls: before, the connection is closed within the answer. */
    private AtomicInteger breakOff(String path, int times, String body) {
        AtomicInteger calls = new AtomicInteger();
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            int promised = calls.incrementAndGet() <= times ? bytes.length + 1 : bytes.length;
            exchange.sendResponseHeaders(200, promised == 0 ? -1 : promised);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return calls;
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static HttpServer unbound() {
        try {
            return HttpServer.create();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
