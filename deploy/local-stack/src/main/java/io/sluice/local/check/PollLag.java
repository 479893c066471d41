package io.sluice.local.check;

import io.sluice.local.home.Ports;
import io.sluice.local.http.PlainHttp;
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

/** How far a service's reading of each connection lies behind the present, from its metrics. */
public final class PollLag {

    /** How far the reading of a connection lies behind the present. */
    private static final String READING = "sluice_poll_lag_seconds";

    /** How long ago the young incidents of a connection were read again. */
    private static final String SETTLING = "sluice_settling_lag_seconds";

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final int managementPort;

    /** Takes the port at which the service tells its metrics. */
    public PollLag(int managementPort) {
        this.managementPort = managementPort;
    }

    /** Returns how far each connection's reading lies behind; nothing while the service does not answer. */
    public Map<String, Duration> reading() throws InterruptedException {
        return parse(metrics(), READING);
    }

    /** Returns how long ago each connection's young incidents were read again; nothing while there is no answer. */
    Map<String, Duration> settling() throws InterruptedException {
        return parse(metrics(), SETTLING);
    }

    private String metrics() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(Ports.http(managementPort).resolve("/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        } catch (IOException down) {
            return "";
        }
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
