package io.sluice.local.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.http.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the local identity provider for tokens, by OAuth 2.0 client credentials (RFC 6749 section 4.4). */
public final class TokenClient {

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI identityProvider;

    /** Takes the address of the identity provider that is asked. */
    public TokenClient(URI identityProvider) {
        this.identityProvider = identityProvider;
    }

    /** Takes the ports of the stack whose identity provider is asked. */
    public TokenClient(Ports ports) {
        this(Ports.http(ports.simulator()));
    }

    /** Returns a bearer token with a role. */
    public String token(Role role) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(PlatformTenant.tokenEndpoint(identityProvider))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        role.clientId(),
                        "client_secret",
                        role.clientSecret(),
                        "scope",
                        PlatformTenant.SCOPE))))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = Json.MAPPER.readTree(answer.body());
            String token = body.path("access_token").asText("");
            if (answer.statusCode() != 200 || token.isEmpty()) {
                throw new UserError("The local identity provider gave no token for the role " + role.word() + ": HTTP "
                        + answer.statusCode() + " " + body.path("error").asText()
                        + "; see ./sluice logs microsoft-simulator.");
            }
            return token;
        } catch (IOException e) {
            throw new UserError(
                    "The local identity provider does not answer at " + identityProvider
                            + ": is the stack up? ./sluice status tells.",
                    e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
