package io.sluice.connections.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What keeps a call from Microsoft, each brought about for real. */
class TransportFaultTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final String SIGN_IN = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"office\"",
            "Content-Length: 0",
            "",
            "");

    @Test
    void anUnknownNameIsSaidToBeUnknown() throws InterruptedException {
        assertThat(fault(HttpClient.newBuilder(), URI.create("https://no-such-host.invalid"), LONG))
                .extracting(Meaning::text)
                .isEqualTo("The name no-such-host.invalid is not known.");
    }

    @Test
    void aPortWhereNothingListensIsNamed() throws IOException, InterruptedException {
        int port;
        try (ServerSocket closed = listen()) {
            port = closed.getLocalPort();
        }
        assertThat(fault(HttpClient.newBuilder(), URI.create("https://localhost:" + port), LONG))
                .extracting(Meaning::text)
                .isEqualTo("Nothing listens at localhost on port " + port + ".");
    }

    @Test
    void aServerThatTakesTheCallAndIsSilentIsTooSlow() throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (Server server = Server.plain(_ -> wait(never))) {
            assertThat(fault(HttpClient.newBuilder(), server.url(), Duration.ofSeconds(10)))
                    .extracting(Meaning::text)
                    .isEqualTo("localhost took the call but did not answer in time.");
        } finally {
            never.countDown();
        }
    }

    @Test
    void plainHttpOnAPortOfTlsIsRecognized() throws IOException, InterruptedException {
        try (ServerSocket socket = speaking("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            Meaning fault = fault(HttpClient.newBuilder(), address("https", socket), LONG);
            assertThat(fault.text()).contains("does not speak TLS on port " + socket.getLocalPort());
            assertThat(fault.remedy()).contains("http instead of https");
        }
    }

    @Test
    void whatIsNoHttpIsRecognized() throws IOException, InterruptedException {
        try (ServerSocket socket = speaking("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(fault(HttpClient.newBuilder(), address("http", socket), LONG)
                            .text())
                    .contains("is no HTTP");
        }
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordIsRecognized() throws IOException, InterruptedException {
        try (ServerSocket socket = speaking("")) {
            assertThat(fault(HttpClient.newBuilder(), address("http", socket), LONG)
                            .text())
                    .containsAnyOf("closed the connection without an answer", "broke off without an answer", "reset");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRecognized() throws Exception {
        Server.Keys keys = Server.certificate("localhost", daysFromNow(-1), daysFromNow(30));
        try (Server server = Server.tls(keys.store(), exchange -> Server.answer(exchange, 200, "{}"))) {
            Meaning fault = fault(HttpClient.newBuilder(), server.url(), LONG);
            assertThat(fault.text()).contains("signed by nobody whom this service trusts");
            assertThat(fault.remedy()).contains("trust store");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRecognized() throws Exception {
        assertThat(fault("other.example", -1, 30).text()).contains("is another host's");
    }

    @Test
    void anExpiredCertificateIsRecognized() throws Exception {
        assertThat(fault("localhost", -30, -10).text()).contains("has expired");
    }

    @Test
    void aCertificateOfTheFutureMakesTheClockSuspect() throws Exception {
        Meaning fault = fault("localhost", 10, 30);
        assertThat(fault.text()).contains("not yet valid");
        assertThat(fault.remedy()).contains("clock");
    }

    @Test
    void aProxyThatWantsASignInIsRecognized() throws IOException, InterruptedException {
        try (ServerSocket proxy = speaking(SIGN_IN)) {
            HttpClient.Builder client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getLocalPort())));

            assertThat(call(client, URI.create("http://api.example.test/x"), LONG)
                            .status())
                    .isEqualTo(407);
            assertThat(call(client, URI.create("https://api.example.test/x"), LONG)
                            .status())
                    .isEqualTo(407);
        }
    }

    private static Meaning fault(String host, int firstDay, int lastDay) throws Exception {
        Server.Keys keys = Server.certificate(host, daysFromNow(firstDay), daysFromNow(lastDay));
        try (Server server = Server.tls(keys.store(), exchange -> Server.answer(exchange, 200, "{}"))) {
            return fault(HttpClient.newBuilder().sslContext(keys.trusting()), server.url(), LONG);
        }
    }

    private static Instant daysFromNow(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static URI address(String scheme, ServerSocket socket) {
        return URI.create(scheme + "://localhost:" + socket.getLocalPort());
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** Listens, and says the same to everybody until it is closed. */
    private static ServerSocket speaking(String words) throws IOException {
        ServerSocket socket = listen();
        Thread.startVirtualThread(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    client.getInputStream().read(new byte[8192]);
                    client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                    // the client has seen enough, or the test is over
                }
            }
        });
        return socket;
    }

    private static void wait(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer call(HttpClient.Builder client, URI address, Duration timeout)
            throws IOException, InterruptedException {
        return new Caller(client.version(HttpClient.Version.HTTP_1_1).build(), timeout, InstantSource.fixed(Tried.NOW))
                .call("GET", address, Optional.empty(), Map.of(), "a-token");
    }

    private static Meaning fault(HttpClient.Builder client, URI address, Duration timeout) throws InterruptedException {
        try {
            Answer answer = call(client, address, timeout);
            throw new AssertionError("An answer: " + answer.status());
        } catch (IOException failed) {
            return TransportFault.of(failed, address);
        }
    }
}
