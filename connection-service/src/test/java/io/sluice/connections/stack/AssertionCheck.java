package io.sluice.connections.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks signed assertions as Entra ID does (Microsoft Learn: "Microsoft identity platform application authentication
 * certificate credentials").
 */
final class AssertionCheck {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final long LONGEST_LIFE_SECONDS = 600;

    private final List<X509Certificate> registered;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    AssertionCheck(List<X509Certificate> registered) {
        this.registered = registered;
    }

    /** Returns the number of Entra ID's refusal; nothing if the assertion is good. */
    Optional<Integer> refuse(String tenantId, Map<String, String> form) {
        try {
            String[] parts = form.getOrDefault("client_assertion", "").split("\\.");
            if (!TYPE.equals(form.get("client_assertion_type")) || parts.length != 3) {
                return Optional.of(50027);
            }
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            if (!header.path("typ").asText().equals("JWT")
                    || !header.path("alg").asText().equals("RS256")) {
                return Optional.of(50027);
            }
            if (!header.has("x5t#S256")) {
                return Optional.of(5002723);
            }
            Optional<X509Certificate> signer = signer(header.path("x5t#S256").asText());
            if (signer.isEmpty() || !isSignedBy(signer.get(), parts)) {
                return Optional.of(700027);
            }
            String client = form.getOrDefault("client_id", "");
            if (!claims.path("iss").asText().equals(client)
                    || !claims.path("sub").asText().equals(client)) {
                return Optional.of(700021);
            }
            return isForUsNow(tenantId, claims) ? Optional.empty() : Optional.of(700024);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException noToken) {
            return Optional.of(50027);
        }
    }

    private boolean isForUsNow(String tenantId, JsonNode claims) {
        Instant now = Instant.now();
        long from = claims.path("nbf").asLong();
        long until = claims.path("exp").asLong();
        return claims.path("aud").asText().matches("https://login\\.[a-z.]+/" + tenantId + "/oauth2/v2\\.0/token")
                && from <= now.getEpochSecond() + 1
                && until > now.getEpochSecond()
                && until - from <= LONGEST_LIFE_SECONDS
                && seen.add(claims.path("jti").asText());
    }

    private Optional<X509Certificate> signer(String thumbprint) throws GeneralSecurityException {
        byte[] wanted = Base64.getUrlDecoder()
                .decode(thumbprint.replace('+', '-').replace('/', '_').replace("=", ""));
        for (X509Certificate certificate : registered) {
            byte[] actual = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            if (MessageDigest.isEqual(actual, wanted)) {
                certificate.checkValidity();
                return Optional.of(certificate);
            }
        }
        return Optional.empty();
    }

    private static boolean isSignedBy(X509Certificate certificate, String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate);
        signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode json(String part) throws IOException {
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
    }
}
