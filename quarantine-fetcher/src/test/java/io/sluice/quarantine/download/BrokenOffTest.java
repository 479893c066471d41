package io.sluice.quarantine.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenOffTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        done(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatIsAnsweredBehindAFailureInTheMiddleReachesNobody(Version version) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> answer(version, target -> {
                    target.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("the other half is damaged");
                }));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aFailureBeforeTheBeginningCanBeAnswered(Version version) throws Exception {
        assertThat(answer(version, target -> {
                            throw new IOException("all of it is damaged");
                        })
                        .body())
                .isEqualTo("what it is mapped to");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatDoesNotFailIsAnswered(Version version) throws Exception {
        assertThat(answer(version, target -> target.write("whole".getBytes(StandardCharsets.UTF_8)))
                        .body())
                .isEqualTo("whole");
    }

    /** Answers as RESTEasy Reactive does, whose connection is still open when it answers with a failure. */
    private HttpResponse<String> answer(Version version, StreamingOutput bytes) throws Exception {
        HttpServer server = done(vertx.createHttpServer()
                .requestHandler(request -> Thread.ofVirtual().start(() -> answer(request, bytes)))
                .listen(0));
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort()))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static void answer(HttpServerRequest request, StreamingOutput bytes) {
        request.response().setChunked(true);
        try {
            new BrokenOff(bytes, request).write(new Sent(request));
            request.response().end();
        } catch (IOException failure) {
            request.response().end("what it is mapped to");
        }
    }

    private static final class Sent extends OutputStream {

        private final HttpServerRequest request;

        Sent(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] some) {
            done(request.response().write(Buffer.buffer(some)));
        }
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
