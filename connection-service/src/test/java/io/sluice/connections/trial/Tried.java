package io.sluice.connections.trial;

import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.TestDetails;
import io.sluice.connections.tokens.FreshAnswer;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.DirectoryContext;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.LiveResponse;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.token.AccessToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connections and tokens to be tried. */
final class Tried {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    static final String CLIENT = "5a1ce000-0000-4000-8000-0000000000ff";
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private Tried() {}

    /** Returns a connection of the world-wide cloud. */
    static ConnectionDetails connection(Capabilities capabilities) {
        return connection(Cloud.COMMERCIAL, capabilities, Map.of());
    }

    /** Returns a connection whose surfaces are all at one address. */
    static ConnectionDetails connection(Capabilities capabilities, URI all) {
        Map<Surface, URI> urls = new EnumMap<>(Surface.class);
        Arrays.stream(Surface.values()).forEach(surface -> urls.put(surface, all));
        return connection(Cloud.COMMERCIAL, capabilities, urls);
    }

    /** Returns a connection. */
    static ConnectionDetails connection(Cloud cloud, Capabilities capabilities, Map<Surface, URI> baseUrls) {
        return new TestDetails()
                .tenantId(TENANT)
                .cloud(cloud)
                .baseUrls(baseUrls)
                .clientId(CLIENT)
                .capabilities(capabilities)
                .made();
    }

    /** Returns incidents of the Defender XDR API alone. */
    static Capabilities incidents() {
        return Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1)));
    }

    /** Returns every capability. */
    static Capabilities everything(IncidentSource source) {
        return new Capabilities(
                new DefenderIncidents(source, Duration.ofDays(1)),
                new Quarantine(),
                Sentinel.of(
                        "5ab5c000-0000-4000-8000-000000000001",
                        "security rg",
                        "3e0b5a6c-0000-4000-8000-000000000001",
                        "contoso-sentinel"),
                new CloudApps(URI.create("https://contoso.us2.portal.cloudappsecurity.com")),
                new LiveResponse(),
                new DirectoryContext());
    }

    /** Returns a token with roles, as Entra ID makes them but for the signature. */
    static String token(String audience, String tenant, List<String> roles, List<String> directoryRoles) {
        String claims = "{\"aud\":\"%s\",\"tid\":\"%s\"%s,\"wids\":[%s]}"
                .formatted(
                        audience,
                        tenant,
                        roles.isEmpty() ? "" : ",\"roles\":[" + quoted(roles) + "]",
                        quoted(directoryRoles));
        return base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + "." + base64("signature");
    }

    /** Returns an applicant whose one secret brings what Entra ID answers. */
    static Applicant applicant(
            ConnectionDetails details, @Nullable Instant expiresAt, BiFunction<String, Integer, FreshAnswer> entra) {
        return new Applicant(
                details,
                List.of(new Applicant.Signer(
                        ClientSecret.of("planted~secret"), new CredentialUsed("client-secret", null, null, expiresAt))),
                (_, resource) -> entra.apply(resource, 0));
    }

    /** Returns Entra ID's answer with a token. */
    static FreshAnswer given(String token) {
        return new FreshAnswer.Given(
                new AccessToken(token, NOW.plusSeconds(3600)), new FreshAnswer.Evidence(200, null, NOW));
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(","));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
