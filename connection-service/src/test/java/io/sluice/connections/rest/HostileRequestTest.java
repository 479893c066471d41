package io.sluice.connections.rest;

import static io.sluice.connections.stack.Api.connection;
import static io.sluice.connections.stack.Api.newTenant;
import static io.sluice.connections.stack.Api.operator;
import static io.sluice.connections.stack.Api.registered;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.connections.rest.Hostile.Request;
import io.sluice.connections.stack.OpenApi;
import io.sluice.connections.stack.OpenApi.Endpoint;
import io.sluice.connections.stack.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Whatever is sent to whatever endpoint, the answer is no failure of the service's own and no echo of a secret. */
@QuarkusTest
@WithTestResource(Stack.class)
class HostileRequestTest {

    private static final long SEED = 3;
    private static final int REQUESTS_OF_AN_ENDPOINT = 15;
    private static final String SECRET = "Planted8Q~hostile.secret_value-that-nobody-may-see";
    private static final List<String> MUST_NOT_TELL = List.of(SECRET, "\nX-Injected", "io.sluice", "Exception");

    private final String tenant = newTenant();

    @Test
    void noRequestMakesTheServiceFailOrTellASecret() throws IOException {
        String id = registered(connection("hostile " + tenant, tenant));
        String credential = operator().get("/connections/{id}/credentials", id).path("items[0].id");
        Hostile hostile =
                new Hostile(SEED, SECRET, List.of(id, credential, newTenant(), "test", "export", "1"), bodies());
        Random random = new Random(SEED);
        Map<Integer, Integer> answers = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : OpenApi.endpoints()) {
            for (int i = 0; i < REQUESTS_OF_AN_ENDPOINT; i++) {
                Request request = hostile.at(endpoint);
                String answer = send(request, role(endpoint, random));
                int status = answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
                answers.merge(status, 1, Integer::sum);
                if (status == 0 || status >= 500 || MUST_NOT_TELL.stream().anyMatch(answer::contains)) {
                    wrong.add(request + "\n" + answer.lines().limit(12).collect(joining("\n")));
                }
            }
        }
        assertThat(wrong).as("of %s answers", answers).isEmpty();
        assertThat(answers).as("hostile requests get past the first check").containsKeys(200, 400, 401, 403, 404);
        assertThat(Files.readString(
                        Path.of(ConfigProvider.getConfig().getValue("quarkus.log.file.path", String.class)),
                        ISO_8859_1))
                .doesNotContain(SECRET)
                .doesNotContain("A request failed unexpectedly");
    }

    /** Nobody who may do it changes the keyset, of which other tests know each key. */
    private static String role(Endpoint endpoint, Random random) {
        List<String> roles = List.of("operator", "operator", "operator", "service", "service", "analyst", "", "!");
        String role = roles.get(random.nextInt(roles.size()));
        return role.equals("operator") && endpoint.path().startsWith("/keyset") ? "analyst" : role;
    }

    private Map<String, String> bodies() {
        String draft = """
                {"name": "hostile draft", "tenantId": "%1$s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                 "clientSecret": "%2$s", "secretExpiresAt": "2099-01-31", "pollInterval": "PT10S", "cloud": "commercial",
                 "tenantDomain": "contoso.onmicrosoft.com", "credentialUse": {"default": "client-secret"},
                 "baseUrls": {"login": "%3$s", "defender": "%3$s", "logAnalytics": "%3$s", "resourceManager": "%3$s"},
                 "capabilities": {"defenderIncidents": {"initialLookback": "PT2H"},
                  "sentinel": {"subscriptionId": "5ab5c000-0000-4000-8000-000000000001", "resourceGroup": "rg",
                   "workspaceId": "3e0b5a6c-0000-4000-8000-000000000001", "workspaceName": "contoso-sentinel"}}}
                """.formatted(tenant, SECRET, Stack.entra().login());
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("/connections", draft);
        bodies.put("/credentials", "{\"clientSecret\": \"" + SECRET + "\", \"secretId\": \"" + newTenant() + "\"}");
        bodies.put("/tokens", "{\"resource\": \"https://api.security.microsoft.com\", \"forceRefresh\": true}");
        bodies.put("/apply", "{\"connections\": [" + draft + "]}");
        bodies.put("/export", "{\"encryptTo\": \"service\"}");
        bodies.put(
                "/onboarding",
                draft.replace(
                        "\"clientSecret\": \"" + SECRET + "\"",
                        "\"certificate\": {\"pkcs12\": \"TUlJ\", \"password\": \"" + SECRET + "\"}"));
        return bodies;
    }

    /** Sends what no client library would send. */
    private static String send(Request request, String role) throws IOException {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n"
                + "Host: localhost\r\nConnection: close\r\nContent-Length: "
                + request.body().length() + "\r\n");
        if (!role.isEmpty()) {
            String token = role.equals("!") ? SECRET : Stack.identityProvider().token(role);
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), RestAssured.port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
            out.write(request.body().getBytes(ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
