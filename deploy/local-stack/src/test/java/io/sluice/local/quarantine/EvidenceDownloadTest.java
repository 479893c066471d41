package io.sluice.local.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sluice.local.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceDownloadTest {

    private final HttpServer server;

    @TempDir
    private Path folder;

    EvidenceDownloadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/evidence/t/ab", 200, "the bytes");
        answer("/evidence/t/ab/zip", 200, "the zip");
        answer("/evidence/t/cd", 404, "{\"detail\":\"There is no such \\u001b[2Jevidence.\"}");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theBytesAreWrittenAsTheyAreOrAsAZip() throws Exception {
        Path file = folder.resolve("mail.eml");

        assertThat(download().to(file, "t", "ab", false)).isEqualTo(9);
        assertThat(file).hasContent("the bytes");
        assertThat(download().to(file, "t", "ab", true)).isEqualTo(7);
        assertThat(file).hasContent("the zip");
    }

    @Test
    void aRefusalIsSaidAndTheFileStaysAsItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("mail.eml"), "before");

        assertThatThrownBy(() -> download().to(file, "t", "cd", false))
                .isInstanceOf(UserError.class)
                .hasMessage("quarantine-fetcher does not give the evidence: HTTP 404 There is no such"
                        + " \\u001b[2Jevidence.");
        assertThat(file).hasContent("before");
    }

    @Test
    void aServiceThatDoesNotAnswerIsSaid() {
        stop();

        assertThatThrownBy(() -> download().to(folder.resolve("x"), "t", "ab", false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not answer");
    }

    private EvidenceDownload download() {
        return new EvidenceDownload(
                URI.create("http://localhost:" + server.getAddress().getPort()), () -> "the-token");
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            boolean authorized =
                    "Bearer the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean exact = exchange.getRequestURI().getPath().equals(path);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(authorized && exact ? status : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
