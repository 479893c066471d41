package io.sluice.local.check;

import io.sluice.local.home.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far incident-poller's reading of each connection lies behind the present, from its metrics. */
public final class PollLag {

    private static final Pattern LINE = Pattern.compile(
            "^sluice_poll_lag_seconds\\{.*?connection=\"([^\"]*)\".*?}\\s+([-+0-9.eE]+)$", Pattern.MULTILINE);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ports ports;

    /** Takes the ports of the stack whose poller is asked. */
    public PollLag(Ports ports) {
        this.ports = ports;
    }

    /** Returns the lag of each connection by its name; nothing while incident-poller does not answer. */
    public Map<String, Duration> read() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        Ports.http(ports.incidentPollerManagement()).resolve("/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return parse(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body());
        } catch (IOException down) {
            return Map.of();
        }
    }

    /** Reads the text format of Prometheus. */
    static Map<String, Duration> parse(String metrics) {
        Map<String, Duration> lags = new HashMap<>();
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            lags.put(line.group(1), Duration.ofMillis(Math.round(Double.parseDouble(line.group(2)) * 1000)));
        }
        return lags;
    }
}
