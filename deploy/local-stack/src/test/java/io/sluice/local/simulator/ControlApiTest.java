package io.sluice.local.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlApiTest {

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
                {"tenantId":"t","alertId":"a","version":1,"from":"2026-01-01T00:00:00Z","until":"2026-01-01T00:01:00Z","incidentId":"1","lastUpdatedTime":"2026-01-01T00:00:00.1234567Z","title":"T","severity":"High","status":"New","evidenceCount":2,"attackId":null}
                {"tenantId":"t","alertId":"a","version":2,"from":"2026-01-01T00:01:00Z","until":null,"incidentId":"1","lastUpdatedTime":"2026-01-01T00:01:00Z","title":"T","severity":"High","status":"New","evidenceCount":3,"attackId":null}
                """);
        answer("/pause", 503, "");
        server.createContext("/tenants/t/registrations/c/certificates", exchange -> {
            uploaded = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
        api = new ControlApi(new Ports(port - new Ports(0).simulatorControl()));
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
    void aCertificateIsUploadedAsItIs() throws InterruptedException {
        byte[] certificate = {0x30, (byte) 0x82, 0, 1};

        api.uploadCertificate(new SimulatedTenant("contoso", "t", "contoso.example", "c", "s"), certificate);

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
                .hasMessageContaining("does not answer at port")
                .hasMessageContaining("./sluice status");
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
