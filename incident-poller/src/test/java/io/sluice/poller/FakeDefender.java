package io.sluice.poller;

import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers what a test puts into it, by tenant's base path, and counts the calls. */
final class FakeDefender implements AutoCloseable {

    private static final Pattern LAST_UPDATE = Pattern.compile("\"lastUpdateTime\":\"([^\"]+)\"");
    private static final Pattern WINDOW = Pattern.compile("lastUpdateTime ge (\\S+) and lastUpdateTime lt (\\S+)");

    private final Set<String> byTime = ConcurrentHashMap.newKeySet();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AnsweringServer server = new AnsweringServer(this::answer);

    record Answer(int status, String body) {}

    MicrosoftHttp http() {
        return server.http();
    }

    URI baseUrl(String tenant) {
        return URI.create(server.base() + "/" + tenant);
    }

    void shows(String tenant, String... incidents) {
        answers(tenant, 200, "{\"value\":[" + String.join(",", incidents) + "]}");
    }

    /** Shows an incident only to those who ask for the time of its last change. */
    void showsFrom(String tenant, String incident) {
        byTime.add(tenant);
        shows(tenant, incident);
    }

    void answers(String tenant, int status, String body) {
        answers.put(tenant, new Answer(status, body));
    }

    int calls(String tenant) {
        AtomicInteger counted = calls.get(tenant);
        return counted == null ? 0 : counted.get();
    }

    private void answer(HttpServerRequest request) {
        String tenant = String.valueOf(request.path()).split("/", -1)[1];
        Answer answer = answers.getOrDefault(tenant, new Answer(200, "{\"value\":[]}"));
        calls.computeIfAbsent(tenant, _ -> new AtomicInteger()).incrementAndGet();
        if (byTime.contains(tenant) && !asksFor(request, answer.body())) {
            answer = new Answer(200, "{\"value\":[]}");
        }
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    private static boolean asksFor(HttpServerRequest request, String body) {
        Matcher changed = LAST_UPDATE.matcher(body);
        Matcher window = WINDOW.matcher(String.valueOf(request.getParam("$filter")));
        if (!changed.find() || !window.find()) {
            throw new IllegalStateException("A poll asks for a window, and an incident has a time");
        }
        Instant time = Instant.parse(changed.group(1));
        return !time.isBefore(Instant.parse(window.group(1))) && time.isBefore(Instant.parse(window.group(2)));
    }

    @Override
    public void close() {
        server.close();
    }
}
