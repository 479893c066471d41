package io.sluice.poller.defender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Quota;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefenderIncidentsApiTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final AnsweringServer server = new AnsweringServer(this::answer, () -> this.now);
    private final List<ReadItem> read = new ArrayList<>();
    private volatile Instant now = NOON;
    private volatile Duration perIncident = Duration.ZERO;
    private volatile boolean firstTokenIsRefused;

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpServerRequest request) {
        if (firstTokenIsRefused
                && String.valueOf(request.getHeader("Authorization")).endsWith("#1")) {
            request.response().setStatusCode(403).end();
            return;
        }
        request.response().setChunked(true);
        request.response()
                .end("{\"value\":["
                        + ("{\"incidentId\":1,\"incidentName\":\"" + "x".repeat(100_000) + "\"},").repeat(20)
                        + "{\"incidentId\":2}]}");
    }

    @Test
    void aPageIsRead() throws Exception {
        assertThat(page().items()).isEqualTo(21);
    }

    @Test
    void anAnswerThatDripsForTooLongIsAnOutageHoweverSteadilyItComes() {
        perIncident = Duration.ofMinutes(2);

        assertThatThrownBy(this::page)
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        late -> assertThat(late.failure()).isInstanceOf(Unavailable.class));

        assertThat(read).hasSizeBetween(5, 12);
    }

    @Test
    void aTokenThatWasIssuedBeforeAPermissionWasGrantedIsReplaced() throws Exception {
        firstTokenIsRefused = true;

        assertThat(page().items()).isEqualTo(21);
    }

    private Extent page() throws MicrosoftException, InterruptedException {
        Connection connection = new Connection(
                "c",
                "c",
                "c0a70000-0000-4000-8000-000000000001",
                null,
                "commercial",
                Map.of("defender", server.base()),
                "client",
                true,
                Duration.ofSeconds(20),
                Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))),
                1,
                Instant.EPOCH);
        return new DefenderIncidentsApi(
                        server.http(),
                        server.tokens(),
                        new CallBudget(Quota.DEFENDER_INCIDENTS, () -> now, _ -> {}),
                        LargeIncidents.ofThisHeap())
                .page(connection, new Window(NOON, NOON.plusSeconds(60)), 100, 0, Purpose.LIVE, item -> {
                    read.add(item);
                    now = now.plus(perIncident);
                });
    }
}
