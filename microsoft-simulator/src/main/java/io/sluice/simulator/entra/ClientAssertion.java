package io.sluice.simulator.entra;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.tenant.Registration;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The JWT with which an application proves that it holds a certificate's key.
 *
 * <p>After Microsoft Learn: "Microsoft identity platform application authentication certificate credentials". The
 * thumbprint is accepted in base64 and base64url, since Microsoft's own libraries send both.
 *
 * @param compact the assertion as sent
 * @param header its header
 * @param claims its claims, not to be trusted before {@link #verify}
 */
record ClientAssertion(String compact, JsonNode header, JsonNode claims) {

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Set<String> ALGORITHMS =
            Set.of(AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.RSA_PSS_USING_SHA256);

    /** Reads an assertion without believing it. */
    static ClientAssertion parse(String compact) {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw new EntraException(AadSts.MALFORMED_JWT);
        }
        return new ClientAssertion(compact, json(parts[0]), json(parts[1]));
    }

    private static JsonNode json(String part) {
        try {
            JsonNode node = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
            if (node == null || !node.isObject()) {
                throw new EntraException(AadSts.MALFORMED_JWT);
            }
            return node;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new EntraException(AadSts.MALFORMED_JWT);
        } catch (IOException e) {
            throw new EntraException(AadSts.MALFORMED_JWT);
        }
    }

    /** Refuses the assertion unless the application's certificate made it for this token service, just now. */
    void verify(Registration app, Set<String> audiences, Instant now) {
        if (!ALGORITHMS.contains(header.path("alg").asText())) {
            throw new EntraException(AadSts.MALFORMED_JWT);
        }
        X509Certificate certificate = certificate(app);
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new EntraException(AadSts.ASSERTION_REJECTED, "The key used is expired.");
        }
        verifySignature(certificate);
        if (!claims.path("iss").asText().equalsIgnoreCase(app.clientId())
                || !claims.path("sub").asText().equalsIgnoreCase(app.clientId())) {
            throw new EntraException(AadSts.ASSERTION_ISSUER);
        }
        String audience = claims.path("aud").asText();
        if (!audiences.contains(audience)) {
            throw new EntraException(AadSts.ASSERTION_AUDIENCE, "the 'aud' claim of the assertion.");
        }
        verifyTimes(now);
    }

    private void verifyTimes(Instant now) {
        if (!claims.path("exp").isNumber()) {
            throw new EntraException(AadSts.ASSERTION_OUTSIDE_WINDOW, "The assertion has no expiry time.");
        }
        Instant expiry = Instant.ofEpochSecond(claims.path("exp").asLong());
        Instant begin = claims.path("nbf").isNumber()
                ? Instant.ofEpochSecond(claims.path("nbf").asLong())
                : Instant.EPOCH;
        if (now.isBefore(begin.minus(SKEW)) || now.isAfter(expiry.plus(SKEW))) {
            throw new EntraException(
                    AadSts.ASSERTION_OUTSIDE_WINDOW,
                    "Current time: %s, the assertion is valid from %s to %s.".formatted(now, begin, expiry));
        }
    }

    private void verifySignature(X509Certificate certificate) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, ALGORITHMS.toArray(String[]::new)));
        signature.setKey(certificate.getPublicKey());
        try {
            signature.setCompactSerialization(compact);
            if (signature.verifySignature()) {
                return;
            }
        } catch (JoseException e) {
            // Falls through: whatever is wrong with it, the signature does not prove anything.
        }
        throw new EntraException(
                AadSts.ASSERTION_REJECTED, "The key was found, but use of the key to verify the signature failed.");
    }

    private X509Certificate certificate(Registration app) {
        String sha256 = header.path("x5t#S256").asText("");
        String sha1 = header.path("x5t").asText("");
        if (sha256.isEmpty() && sha1.isEmpty()) {
            throw new EntraException(AadSts.ASSERTION_WITHOUT_THUMBPRINT);
        }
        byte[] wanted = thumbprint(sha256.isEmpty() ? sha1 : sha256);
        String algorithm = sha256.isEmpty() ? "SHA-1" : "SHA-256";
        return app.certificates().stream()
                .filter(certificate -> Arrays.equals(wanted, digest(algorithm, certificate)))
                .findFirst()
                .orElseThrow(() -> new EntraException(
                        AadSts.ASSERTION_REJECTED,
                        "The key was not found., Thumbprint of key used by client: '"
                                + HexFormat.of().withUpperCase().formatHex(wanted) + "'"));
    }

    private static byte[] thumbprint(String text) {
        try {
            return Base64.getUrlDecoder()
                    .decode(text.replace('+', '-').replace('/', '_').replace("=", ""));
        } catch (IllegalArgumentException e) {
            throw new EntraException(AadSts.MALFORMED_JWT);
        }
    }

    private static byte[] digest(String algorithm, X509Certificate certificate) {
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("A registered certificate has no thumbprint", e);
        }
    }
}
