package io.sluice.poller;

import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what a test puts into it, by tenant's base path, and counts the calls. */
final class FakeDefender implements AutoCloseable {

    private static final Pattern LAST_UPDATE = Pattern.compile("\"lastUpdateTime\":\"([^\"]+)\"");
    private static final Pattern WINDOW =
            Pattern.compile("lastUpdate(?:Date)?Time ge (\\S+) and lastUpdate(?:Date)?Time lt (\\S+)");

    private static final int USUAL_PAGE = 100;

    private final Set<String> byTime = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> held = new ConcurrentHashMap<>();
    private final Set<String> hung = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> poison = new ConcurrentHashMap<>();
    private final Map<String, List<Asked>> asked = new ConcurrentHashMap<>();
    private volatile @Nullable Duration clockAhead;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AnsweringServer server = new AnsweringServer(this::answer);

    record Answer(int status, String body) {}

    /** A window that was asked for. */
    record Asked(Instant from, Instant to) {}

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

    /** Has these incidents, and shows those whose last change lies in the window that is asked for, page by page. */
    void holds(String tenant, String... incidents) {
        held.put(tenant, List.of(incidents));
    }

    /** Fails whenever the window that is asked for has this instant in it. */
    void failsAt(String tenant, Instant instant) {
        poison.put(tenant, instant);
    }

    /** Never answers. */
    void hangs(String tenant) {
        hung.add(tenant);
    }

    /** Says in each answer that its clock is ahead of the test's. */
    void isAhead(Duration by) {
        clockAhead = by;
    }

    /** Returns the windows that were asked for, in their order. */
    List<Asked> asked(String tenant) {
        return List.copyOf(asked.getOrDefault(tenant, List.of()));
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
        if (String.valueOf(request.path()).endsWith("/alerts_v2")) {
            request.response().end("{\"value\":[]}");
            return;
        }
        Answer answer = answers.getOrDefault(tenant, new Answer(200, "{\"value\":[]}"));
        calls.computeIfAbsent(tenant, _ -> new AtomicInteger()).incrementAndGet();
        if (hung.contains(tenant)) {
            return;
        }
        Duration ahead = clockAhead;
        if (ahead != null) {
            request.response()
                    .putHeader(
                            "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(
                                    InstantSource.system().instant().plus(ahead), ZoneOffset.UTC)));
        }
        Asked window = window(request);
        asked.computeIfAbsent(tenant, _ -> new CopyOnWriteArrayList<>()).add(window);
        Instant bad = poison.get(tenant);
        if (bad != null && !bad.isBefore(window.from()) && bad.isBefore(window.to())) {
            answer = new Answer(500, "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"\"}}");
        } else if (held.containsKey(tenant)) {
            answer = new Answer(200, page(request, window, held.getOrDefault(tenant, List.of())));
        }
        if (byTime.contains(tenant) && !asksFor(request, answer.body())) {
            answer = new Answer(200, "{\"value\":[]}");
        }
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    private static String page(HttpServerRequest request, Asked window, List<String> incidents) {
        return "{\"value\":["
                + incidents.stream()
                        .filter(incident -> isIn(window, incident))
                        .skip(number(request, "$skip", 0))
                        .limit(number(request, "$top", USUAL_PAGE))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static int number(HttpServerRequest request, String parameter, int otherwise) {
        String value = request.getParam(parameter);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static boolean asksFor(HttpServerRequest request, String body) {
        return isIn(window(request), body);
    }

    private static boolean isIn(Asked window, String body) {
        Matcher changed = LAST_UPDATE.matcher(body);
        if (!changed.find()) {
            throw new IllegalStateException("An incident has a time");
        }
        Instant time = Instant.parse(changed.group(1));
        return !time.isBefore(window.from()) && time.isBefore(window.to());
    }

    private static Asked window(HttpServerRequest request) {
        Matcher window = WINDOW.matcher(String.valueOf(request.getParam("$filter")));
        if (!window.find()) {
            throw new IllegalStateException("A poll asks for a window");
        }
        return new Asked(Instant.parse(window.group(1)), Instant.parse(window.group(2)));
    }

    @Override
    public void close() {
        server.close();
    }
}
