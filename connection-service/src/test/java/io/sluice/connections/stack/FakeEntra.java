package io.sluice.connections.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Entra ID's token endpoint, strict about what is asked, with answers that a test chooses for a tenant. It answers a
 * tenant that no test has said anything about with a token.
 */
public final class FakeEntra implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> lastForms = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> secrets = new ConcurrentHashMap<>();
    private final Map<String, AssertionCheck> assertions = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** An answer. */
    public record Answer(int status, String body, @Nullable String retryAfter) {

        /** A refusal as Entra ID words it. */
        public static Answer refusal(int status, String error, int code) {
            return new Answer(status, """
                    {"error":"%s","error_description":"AADSTS%d: Some text for developers. Trace ID: 1f000000-0000-4000-8000-000000000001 Correlation ID: 2a000000-0000-4000-8000-000000000002 Timestamp: 2026-02-03 10:11:12Z",
                     "error_codes":[%d],"timestamp":"2026-02-03 10:11:12Z","trace_id":"1f000000-0000-4000-8000-000000000001",
                     "correlation_id":"2a000000-0000-4000-8000-000000000002"}
                    """.formatted(error, code, code), null);
        }
    }

    /** Starts on a free port. */
    public FakeEntra() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns the sign-in address. */
    public String login() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Answers a tenant so from now on. */
    public void answer(String tenantId, Answer answer) {
        answers.put(tenantId, answer);
    }

    /** Answers a tenant with tokens of that many seconds. */
    public void answerTokens(String tenantId, int lifetimeSeconds) {
        answers.put(tenantId, new Answer(200, Integer.toString(lifetimeSeconds), null));
    }

    /** Lets a tenant's application have these client secrets and no others; it has any if this was never called. */
    public void secrets(String tenantId, String... values) {
        secrets.put(tenantId, Set.of(values));
    }

    /** Lets a tenant's application have these certificates and no others; it has none if this was never called. */
    public void certificates(String tenantId, X509Certificate... certificates) {
        assertions.put(tenantId, new AssertionCheck(List.of(certificates)));
    }

    /** Lets a tenant's requests wait until the latch is down. */
    public void hold(String tenantId, CountDownLatch gate) {
        gates.put(tenantId, gate);
    }

    /** Returns how often a tenant's token endpoint was asked. */
    public int requests(String tenantId) {
        AtomicInteger count = requests.get(tenantId);
        return count == null ? 0 : count.get();
    }

    /** Returns the fields of the tenant's last request. */
    public Map<String, String> lastForm(String tenantId) {
        return lastForms.getOrDefault(tenantId, Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", 3);
            String tenantId = path.length > 1 ? path[1] : "";
            requests.computeIfAbsent(tenantId, _ -> new AtomicInteger()).incrementAndGet();
            Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            lastForms.put(tenantId, form);
            CountDownLatch gate = gates.get(tenantId);
            if (gate != null) {
                gate.await();
            }
            Answer answer = isTokenRequest(exchange, path, form)
                    ? refusal(tenantId, form)
                            .orElseGet(() -> answers.getOrDefault(tenantId, new Answer(200, "3599", null)))
                    : Answer.refusal(400, "invalid_request", 90014);
            write(exchange, answer);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Answer> refusal(String tenantId, Map<String, String> form) {
        String secret = form.get("client_secret");
        if (secret != null) {
            Set<String> good = secrets.get(tenantId);
            return good == null || good.contains(secret)
                    ? Optional.empty()
                    : Optional.of(Answer.refusal(401, "invalid_client", 7000215));
        }
        return assertions
                .getOrDefault(tenantId, new AssertionCheck(List.of()))
                .refuse(tenantId, form)
                .map(code -> Answer.refusal(401, "invalid_client", code));
    }

    private static boolean isTokenRequest(HttpExchange exchange, String[] path, Map<String, String> form) {
        List<String> resources = Arrays.stream(form.getOrDefault("scope", "").split(" "))
                .filter(scope -> scope.endsWith("/.default"))
                .toList();
        return exchange.getRequestMethod().equals("POST")
                && path.length == 3
                && path[2].equals("oauth2/v2.0/token")
                && "client_credentials".equals(form.get("grant_type"))
                && form.containsKey("client_id")
                && form.containsKey("client_secret") != form.containsKey("client_assertion")
                && resources.size() == 1;
    }

    private void write(HttpExchange exchange, Answer answer) throws IOException {
        boolean token = answer.status == 200 && answer.body.matches("\\d+");
        byte[] body = (token
                        ? "{\"token_type\":\"Bearer\",\"expires_in\":%s,\"ext_expires_in\":%s,\"access_token\":\"planted-access-token-%d\"}"
                                .formatted(answer.body, answer.body, tokens.incrementAndGet())
                        : answer.body)
                .getBytes(UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.body.startsWith("<") ? "text/html" : "application/json");
        if (answer.retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
        }
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8), (one, _) -> one));
    }
}
