package io.sluice.sentinel.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.Execution;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.request.Problem;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import io.sluice.sentinel.hunting.Hunting;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.sluice.sentinel.query.MicrosoftStub;
import io.vertx.core.http.HttpServerResponse;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryResponderTest {

    /** Much longer than it takes: a machine that builds can be slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final String SIGNINS = """
            {"kind":"investigation","connection":"contoso","name":"signins-of-user","parameters":{"user":"a@b.example"}}""";
    private static final String NO_TABLE =
            "{\"error\":{\"code\":\"BadArgumentError\",\"message\":\"x\",\"innererror\":{\"code\":\"SemanticError\","
                    + "\"message\":\"Failed to resolve table or column expression named 'SigninLogs'\"}}}";

    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final Time time = new Time();
    private final QueryResponder responder = new QueryResponder(
            new Engines(
                    new LogAnalytics(microsoft.http(), microsoft.tokens()),
                    new Hunting(microsoft.http(), microsoft.tokens()),
                    time,
                    time::wait,
                    new SimpleMeterRegistry()),
            time,
            Duration.ofMinutes(15));
    private final List<QueryPart> parts = new ArrayList<>();

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void anAnswerHasItsRowsAndSaysWhatWasRunAndWhere() throws Exception {
        microsoft.answers(200, """
                {"tables":[{"name":"PrimaryResult","columns":[{"name":"N","type":"long"},{"name":"D","type":"dynamic"}],\
                "rows":[[9007199254740993,"{\\"a\\":[1]}"],[2,""]]}],"statistics":{"query":{"executionTime":0.5}}}""");

        Ending ending = ask(microsoft.sentinel(), """
                {"kind":"kql","connection":"contoso","text":"T | take 2","duration":"P1D"}""");

        assertThat(ending).isInstanceOf(Ending.Completed.class);
        assertThat(microsoft.calls())
                .singleElement()
                .satisfies(call ->
                        assertThat(call.member("timespan")).isEqualTo("2026-02-02T12:00:00Z/2026-02-03T12:00:00Z"));
        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.rows())
                    .extracting(Object::toString)
                    .containsExactly("[9007199254740993,{\"a\":[1]}]", "[2,\"\"]");
            assertThat(part.execution())
                    .isEqualTo(new Execution(
                            Engine.WORKSPACE,
                            MicrosoftStub.WORKSPACE,
                            "T | take 2",
                            "2026-02-02T12:00:00Z/2026-02-03T12:00:00Z",
                            2,
                            34,
                            false,
                            null,
                            Duration.ZERO,
                            List.of(),
                            Json.MAPPER
                                    .createObjectNode()
                                    .set("query", Json.MAPPER.readTree("{\"executionTime\":0.5}"))));
        });
    }

    @Test
    void manyRowsComeInPartsOfBoundedSize() throws Exception {
        microsoft.answers(200, rows(20_001));

        ask(microsoft.sentinel(), kql("\"limits\":{\"maxRows\":500000}"));

        assertThat(parts).hasSize(11);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.rows()).hasSizeBetween(1, 2_000);
            assertThat(Json.write(part)).hasSizeLessThan(256 * 1024);
            assertThat(part.columns()).hasSize(1);
        });
        assertThat(parts.stream()
                        .flatMap(part -> part.rows().stream())
                        .map(row -> row.get(0).asInt()))
                .containsExactlyElementsOf(IntStream.range(0, 20_001).boxed().toList());
        assertThat(parts.subList(0, parts.size() - 1))
                .extracting(QueryPart::execution)
                .containsOnlyNulls();
        assertThat(execution().rows()).isEqualTo(20_001);
    }

    @Test
    void moreThanWasAskedForIsLeftOutAndSaid() throws Exception {
        microsoft.answers(200, rows(100));

        Ending ending = ask(microsoft.sentinel(), kql("\"limits\":{\"maxRows\":99}"));
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Completed.class,
                        completed -> assertThat(completed.extent().complete()).isFalse());
        assertThat(execution().rows()).isEqualTo(99);
        assertThat(execution().truncatedBy()).isEqualTo("maxRows");

        ask(microsoft.sentinel(), kql("\"limits\":{\"maxRows\":100}"));
        assertThat(execution().truncated()).isFalse();

        microsoft.answers(200, rows(1_000));
        ask(microsoft.sentinel(), kql("\"limits\":{\"maxBytes\":1000}"));
        assertThat(execution().truncatedBy()).isEqualTo("maxBytes");
        assertThat(execution().bytes()).isBetween(900L, 1_000L);
    }

    @Test
    void aPartOfAnAnswerIsAFailureWithTheRowsThatThereAre() throws Exception {
        microsoft.answers(200, """
                {"tables":[{"name":"PrimaryResult","columns":[{"name":"N","type":"long"}],"rows":[[1]]}],\
                "error":{"code":"PartialError","message":"x","details":[{"code":"QueryTimeout","message":"too slow"}]}}""");

        Ending ending = ask(microsoft.sentinel(), kql("\"through\":\"workspace\""));

        assertThat(ending).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("malformed-answer");
            assertThat(failed.error().remedy()).contains("less at once");
        });
        assertThat(execution().rows()).isEqualTo(1);
        assertThat(execution().truncatedBy()).isEqualTo("microsoft");
    }

    @Test
    void anAnswerThatIsLargerThanMicrosoftGivesIsTruncated() throws Exception {
        String tooLarge = """
                "error":{"code":"PartialError","message":"x","details":[{"code":"EngineError","message":"x","innererror":\
                {"code":"-2133196797","message":"Query result set has exceeded the internal record count limit 500000 \
                (E_QUERY_RESULT_SET_TOO_LARGE)"}}]}""";
        String table =
                "\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"N\",\"type\":\"long\"}],\"rows\":[[1],[2]]}]";

        for (String answer : List.of(table + "," + tooLarge, tooLarge + "," + table)) {
            microsoft.answers(200, "{" + answer + "}");

            assertThat(ask(microsoft.sentinel(), kql("\"limits\":{\"maxRows\":500000}")))
                    .isInstanceOfSatisfying(
                            Ending.Completed.class,
                            completed ->
                                    assertThat(completed.extent().complete()).isFalse());
            assertThat(execution().rows()).isEqualTo(2);
            assertThat(execution().truncatedBy()).isEqualTo("microsoft");
        }

        microsoft.answers(200, "{" + tooLarge + "}");
        assertThat(ask(microsoft.sentinel(), kql("\"duration\":\"P1D\""))).isInstanceOf(Ending.Failed.class);
    }

    @Test
    void aTextThatMakesNoSenseIsRejectedWithMicrosoftsWords() throws Exception {
        microsoft.answers(400, NO_TABLE);

        assertThat(ask(microsoft.sentinel(), kql("\"through\":\"workspace\"")))
                .isInstanceOfSatisfying(
                        Ending.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.pointer()).isEqualTo("/text");
                                    assertThat(problem.message()).contains("named 'SigninLogs'");
                                }));
        assertThat(parts).isEmpty();
    }

    @Test
    void aConnectionWithoutSentinelHunts() throws Exception {
        microsoft.answers(200, "{\"schema\":[{\"name\":\"N\",\"type\":\"Int64\"}],\"results\":[{\"N\":1}]}");

        ask(microsoft.defender(), kql("\"duration\":\"P1D\""));

        assertThat(execution().through()).isEqualTo(Engine.HUNTING);
        assertThat(execution().workspaceId()).isNull();
        assertThat(ask(microsoft.defender(), kql("\"through\":\"workspace\"")))
                .isInstanceOfSatisfying(
                        Ending.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/through"));
    }

    @Test
    void anInvestigationGoesOnElsewhereWhereItsTablesAreMissing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        microsoft.answers(response -> {
            if (calls.incrementAndGet() == 1) {
                response.setStatusCode(400).end(NO_TABLE);
            } else {
                response.end("{\"schema\":[{\"name\":\"User\",\"type\":\"String\"}],\"results\":[]}");
            }
        });

        Ending ending = ask(microsoft.both(), """
                {"kind":"investigation","connection":"contoso","name":"signins-of-user","parameters":{"user":"a@b.example"}}""");

        assertThat(ending).isInstanceOf(Ending.Completed.class);
        assertThat(microsoft.calls())
                .extracting(MicrosoftStub.Call::path)
                .containsExactly(
                        "/v1/workspaces/" + MicrosoftStub.WORKSPACE + "/query", "/v1.0/security/runHuntingQuery");
        assertThat(execution().through()).isEqualTo(Engine.HUNTING);
        assertThat(execution().query()).contains("a@b.example");
    }

    @Test
    void anInvestigationWhoseTablesAreNowhereNamesThem() throws Exception {
        microsoft.answers(400, NO_TABLE);

        assertThat(ask(microsoft.sentinel(), """
                {"kind":"investigation","connection":"contoso","name":"signins-of-user","parameters":{"user":"a@b.example"}}"""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().remedy()).contains("SigninLogs"));
        assertThat(execution().query()).contains("a@b.example");
    }

    @Test
    void whatNeitherEngineCanIsToldOfBothAndTheBetterOneIsToBeMended() throws Exception {
        microsoft.answersEach((call, response) -> {
            if (call.path().contains("/workspaces/")) {
                response.setStatusCode(400).end(NO_TABLE);
            } else {
                response.setStatusCode(403).end("{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}");
            }
        });

        assertThat(ask(microsoft.both(), SIGNINS)).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("invalid-request");
            assertThat(failed.error().message())
                    .contains("Through workspace: ", "named 'SigninLogs'", "Through hunting: ", "may not hunt");
            assertThat(failed.error().remedy())
                    .contains("SigninLogs", "workspace. Connect their source.")
                    .doesNotContain("ThreatHunting");
        });
        assertThat(execution().through()).isEqualTo(Engine.WORKSPACE);
    }

    @Test
    void anOutageOfTheOtherEngineIsToBeAskedAgainAlthoughTheBetterOneNeedsMending() throws Exception {
        microsoft.answersEach((call, response) -> {
            if (call.path().contains("/workspaces/")) {
                response.setStatusCode(403).end("{}");
            } else {
                response.setStatusCode(504).end("{}");
            }
        });

        assertThat(ask(microsoft.both(), SIGNINS)).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("unavailable");
            assertThat(failed.error().message()).contains("may not query the workspace", "three minutes");
        });
        assertThat(execution().through()).isEqualTo(Engine.HUNTING);
    }

    @Test
    void aQueryThatUsedTooMuchIsNotRunAgain() throws Exception {
        String spent =
                "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Query exceeded the execution limit of the tenant\"}}";
        for (int status : List.of(400, 408, 504)) {
            microsoft.answers(status, spent);
            microsoft.calls().clear();

            assertThat(ask(microsoft.defender(), kql("\"through\":\"hunting\"")))
                    .isInstanceOfSatisfying(Ending.Failed.class, failed -> {
                        assertThat(failed.error().kind()).isEqualTo("unavailable");
                        assertThat(failed.error().message()).contains("less at once");
                    });
            assertThat(microsoft.calls()).hasSize(1);
        }

        microsoft.answers(400, "{\"error\":{\"code\":\"QueryTimeout\",\"message\":\"x\"}}");
        microsoft.calls().clear();
        assertThat(ask(microsoft.sentinel(), kql("\"duration\":\"P1D\""))).isInstanceOf(Ending.Failed.class);
        assertThat(microsoft.calls()).hasSize(1);
    }

    @Test
    void aQueryThatWasNotAnsweredInItsTimeIsNoOutageButAnEndpointThatCannotBeReachedIs() {
        Unavailable unavailable = new Unavailable("x");

        assertThat(Engines.isOutage(new MicrosoftException(unavailable, new TimeoutException("210 s"))))
                .isFalse();
        assertThat(Engines.isOutage(new MicrosoftException(unavailable, new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    void aQuestionThatBeginsInTheFutureIsRejectedAndNotAnsweredWithNothing() throws Exception {
        assertThat(ask(microsoft.sentinel(), kql("\"from\":\"2026-02-03T12:00:01Z\"")))
                .isInstanceOfSatisfying(
                        Ending.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.pointer()).isEqualTo("/from");
                                    assertThat(problem.message()).contains("2026-02-03T12:00:00Z");
                                }));
        assertThat(microsoft.calls()).isEmpty();
    }

    @Test
    void aQueryWhoseTurnComesLateGetsTheTimeThatItsQuestionHasLeft() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        microsoft.answers(response -> {
            if (calls.incrementAndGet() == 1) {
                response.setStatusCode(429).putHeader("Retry-After", "840").end("{}");
            } else {
                response.end(rows(1));
            }
        });

        assertThat(ask(microsoft.sentinel(), kql("\"duration\":\"P1D\""))).isInstanceOf(Ending.Completed.class);

        assertThat(microsoft.calls())
                .extracting(MicrosoftStub.Call::prefer)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("wait=180,"),
                        second -> assertThat(second).startsWith("wait=59,"));
    }

    @Test
    void whatPassesIsTriedAgainAndNoOther() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        microsoft.answers(response -> {
            switch (calls.incrementAndGet()) {
                case 1 -> response.setStatusCode(503).end();
                case 2 ->
                    response.setStatusCode(429).putHeader("Retry-After", "60").end("{}");
                default -> response.end(rows(1));
            }
        });

        assertThat(ask(microsoft.sentinel(), kql("\"duration\":\"P1D\""))).isInstanceOf(Ending.Completed.class);
        assertThat(calls).hasValue(3);
        assertThat(time.instant()).isAfterOrEqualTo(NOON.plusSeconds(60));

        microsoft.answers(504, "{}");
        microsoft.calls().clear();
        assertThat(ask(microsoft.sentinel(), kql("\"duration\":\"P1D\""))).isInstanceOf(Ending.Failed.class);
        assertThat(microsoft.calls()).hasSize(1);
    }

    @Test
    void aTenantsQueriesKeepMicrosoftsLimitAndHoldUpNoOtherTenant() {
        List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        microsoft.answers(held::add);
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            askers.add(askAside(microsoft.sentinel()));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == 4);
        askers.forEach(asker -> Awaitility.await().atMost(PATIENCE).until(() -> isWaiting(asker)));
        assertThat(held).hasSize(4);

        askers.add(askAside(microsoft.sentinel("fab00000-0000-4000-8000-000000000002")));
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == 5);

        int answered = 0;
        while (answered < 11) {
            int next = answered;
            Awaitility.await().atMost(PATIENCE).until(() -> held.size() > next);
            assertThat(held.size() - answered).isLessThanOrEqualTo(5);
            held.get(answered++).end(rows(1));
        }
        askers.forEach(asker -> Awaitility.await().atMost(PATIENCE).until(() -> !asker.isAlive()));
        assertThat(held).hasSize(11);
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private Thread askAside(Connection connection) {
        return Thread.startVirtualThread(() -> {
            try {
                QueryRequest request = Json.read(
                        kql("\"duration\":\"P1D\"").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        QueryRequest.class);
                var _ = responder.respond(new Asked<>("r", request, connection), _ -> {});
            } catch (java.io.IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private Ending ask(Connection connection, String request) throws Exception {
        parts.clear();
        QueryRequest read = Json.MAPPER.readValue(request, QueryRequest.class);
        assertThat(QuestionRules.problems(read)).isEmpty();
        return responder.respond(new Asked<>("r1", read, connection), parts::add);
    }

    private Execution execution() {
        return Objects.requireNonNull(parts.getLast().execution());
    }

    private static String kql(String more) {
        return "{\"kind\":\"kql\",\"connection\":\"contoso\",\"text\":\"T\"," + more + "}";
    }

    private static String rows(int rows) {
        return "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"N\",\"type\":\"long\"}],\"rows\":["
                + IntStream.range(0, rows).mapToObj(n -> "[" + n + "]").collect(Collectors.joining(","))
                + "]}]}";
    }

    /** A clock that goes on where somebody waits, and at once. */
    private static final class Time implements InstantSource {

        private Instant now = NOON;

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void wait(Duration duration) {
            now = now.plus(duration.plusMillis(1));
        }
    }
}
