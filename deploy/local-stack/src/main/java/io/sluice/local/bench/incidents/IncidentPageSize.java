package io.sluice.local.bench.incidents;

import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.http.PlainHttp;
import io.sluice.local.simulator.SimulatedTenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a page of a tenant's incidents from the simulator, as the poller does, to see how long it is. */
final class IncidentPageSize {

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI microsoft;

    IncidentPageSize(Ports ports) {
        microsoft = Ports.http(ports.simulator());
    }

    /** Returns how many bytes the largest page of all incidents has. */
    long of(SimulatedTenant tenant) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(microsoft.resolve("/api/incidents?$top=100"))
                .header("Authorization", "Bearer " + token(tenant))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new UserError("The simulator answered a list of incidents with HTTP " + answer.statusCode());
                }
                return body.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private String token(SimulatedTenant tenant) throws InterruptedException {
        String form = Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        tenant.clientId(),
                        "client_secret",
                        tenant.clientSecret(),
                        "scope",
                        "https://api.security.microsoft.com/.default")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(microsoft.resolve("/" + tenant.tenantId() + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            return Json.MAPPER
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body())
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private UserError unreachable(IOException e) {
        return new UserError("The simulator does not answer at " + microsoft + ": ./sluice status tells.", e);
    }
}
