package io.sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    @Test
    void aServiceThatIsReadyIsHealthy() throws IOException {
        assertThat(exitCodeOf(200)).isZero();
    }

    @Test
    void aServiceThatIsNotReadyIsNotHealthy() throws IOException {
        assertThat(exitCodeOf(503)).isOne();
    }

    @Test
    void nothingIsNotHealthy() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(HealthCheck.exitCode(free)).isOne();
    }

    private static int exitCodeOf(int status) throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
        try {
            return HealthCheck.exitCode(service.getAddress().getPort());
        } finally {
            service.stop(0);
        }
    }
}
