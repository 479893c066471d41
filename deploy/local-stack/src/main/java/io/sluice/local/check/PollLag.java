package io.sluice.local.check;

import io.sluice.local.http.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a service's reading of each connection lies behind the present, from its metrics. */
public final class PollLag {

    /** How far the reading of a connection lies behind the present. */
    private static final String READING = "sluice_poll_lag_seconds";

    /** How far the reading of what is new of a connection lies behind the present. */
    private static final String NEW = "sluice_poll_live_lag_seconds";

    /** How much of a connection's past is still to be read. */
    private static final String PAST = "sluice_poll_backlog_seconds";

    /** How long ago the young incidents of a connection were read again. */
    private static final String SETTLING = "sluice_settling_lag_seconds";

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI management;

    /** Takes the address at which the service tells its metrics, without a path. */
    public PollLag(URI management) {
        this.management = management;
    }

    /** Returns how far each connection has been read; nothing while the service does not answer. */
    public Map<String, HowFar> howFar() throws InterruptedException {
        return howFar(metrics());
    }

    private String metrics() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        } catch (IOException down) {
            return "";
        }
    }

    static Map<String, HowFar> howFar(String metrics) {
        Map<String, Duration> live = parse(metrics, NEW);
        Map<String, Duration> past = parse(metrics, PAST);
        Map<String, Duration> young = parse(metrics, SETTLING);
        Map<String, HowFar> howFar = new HashMap<>();
        parse(metrics, READING)
                .forEach((connection, behind) -> howFar.put(
                        connection,
                        new HowFar(
                                behind,
                                live.getOrDefault(connection, behind),
                                past.getOrDefault(connection, Duration.ZERO),
                                young.getOrDefault(connection, behind))));
        return howFar;
    }

    /** Reads the text format of Prometheus. */
    static Map<String, Duration> parse(String metrics, String name) {
        Map<String, Duration> lags = new HashMap<>();
        Matcher line = Pattern.compile(
                        "^" + name + "\\{.*?connection=\"([^\"]*)\".*?}\\s+([-+0-9.eE]+)$", Pattern.MULTILINE)
                .matcher(metrics);
        while (line.find()) {
            lags.put(line.group(1), Duration.ofMillis(Math.round(Double.parseDouble(line.group(2)) * 1000)));
        }
        return lags;
    }
}
