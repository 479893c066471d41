package io.sluice.local.bench.incidents;

import io.sluice.local.UserError;
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

/** How often each connection has been polled with success, as the poller's metrics say. */
final class PollCounts {

    private static final Pattern LINE = Pattern.compile(
            "^sluice_polls_total\\{(?=[^}]*outcome=\"complete\")[^}]*connection=\"([^\"]*)\"[^}]*}\\s+([-+0-9.eE]+)$",
            Pattern.MULTILINE);

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI metrics;

    /** Takes the address at which the poller tells its metrics, without a path. */
    PollCounts(URI management) {
        metrics = management.resolve("/q/metrics");
    }

    /** Returns the counts by the connections' names. */
    Map<String, Long> read() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(metrics)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return parse(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body());
        } catch (IOException e) {
            throw new UserError("incident-poller does not tell its metrics at " + metrics, e);
        }
    }

    /** Reads the text format of Prometheus. */
    static Map<String, Long> parse(String metrics) {
        Map<String, Long> counts = new HashMap<>();
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            counts.merge(line.group(1), Math.round(Double.parseDouble(line.group(2))), Long::sum);
        }
        return counts;
    }
}
