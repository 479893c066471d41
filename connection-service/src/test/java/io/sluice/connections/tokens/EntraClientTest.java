package io.sluice.connections.tokens;

import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.TestDetails;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntraClientTest {

    private static final String RESOURCE = "https://api.security.microsoft.com";

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(executor)
            .build();
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
        client.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void anAnswerIsReadToItsEnd() throws Exception {
        EntraClient entra = at(
                exchange -> answer(
                        exchange, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"a-token\"}"),
                Duration.ofSeconds(30));

        assertThat(entra.ask(RESOURCE).value()).isEqualTo("a-token");
        assertThat(entra.evidence().status()).isEqualTo(200);
    }

    @Test
    void anAnswerThatDribblesEndsInTimeAndItsSocketIsClosed() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        EntraClient entra = at(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        while (true) {
                            exchange.getResponseBody().write(' ');
                            exchange.getResponseBody().flush();
                            TimeUnit.MILLISECONDS.sleep(5);
                        }
                    } catch (IOException gone) {
                        closed.set(true);
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofSeconds(10));

        assertThatThrownBy(() -> entra.ask(RESOURCE))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure().message()).contains("does not answer in time"));
        await().untilTrue(closed);
    }

    @Test
    void anAnswerThatIsNoTokensIsNotReadToItsEnd() throws IOException {
        EntraClient entra =
                at(exchange -> answer(exchange, "{" + " ".repeat(300 * 1024) + "}"), Duration.ofSeconds(30));

        assertThatThrownBy(() -> entra.ask(RESOURCE))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Unavailable.class));
    }

    private EntraClient at(HttpHandler handler, Duration timeout) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.setExecutor(executor);
        started.createContext("/", handler);
        started.start();
        server = started;
        ConnectionDetails details = new TestDetails()
                .tenantDomain(null)
                .baseUrls(Map.of(
                        Surface.LOGIN,
                        URI.create("http://localhost:" + started.getAddress().getPort())))
                .capabilities(Capabilities.NONE)
                .made();
        return new EntraClient(
                details, ClientSecret.of("planted~secret"), client, timeout, executor, InstantSource.system());
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
