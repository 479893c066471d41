package io.sluice.connections.sealing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.sealing.SealedCredential.NotOurs;
import io.sluice.contracts.json.Json;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The service's key pair for sealed credentials (JWE, RFC 7516: {@code ECDH-ES} with {@code A256GCM}). Anyone can seal
 * with its public half; only the service opens.
 */
public final class SealingKey {

    private static final int LONGEST_SEAL = 32 * 1024;
    private static final AlgorithmConstraints KEY_MANAGEMENT =
            new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES);
    private static final AlgorithmConstraints CONTENT =
            new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);

    private final EllipticCurveJsonWebKey key;

    private SealingKey(EllipticCurveJsonWebKey key) {
        this.key = key;
    }

    /** Makes a key pair. */
    static SealingKey make(String id) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            key.setUse("enc");
            key.setAlgorithm(KeyManagementAlgorithmIdentifiers.ECDH_ES);
            return new SealingKey(key);
        } catch (JoseException impossible) {
            throw new IllegalStateException("A key pair cannot be made", impossible);
        }
    }

    /** Reads what {@link #reveal} returned. */
    static SealingKey of(String privateJwk) {
        try {
            return new SealingKey((EllipticCurveJsonWebKey) PublicJsonWebKey.Factory.newPublicJwk(privateJwk));
        } catch (JoseException damaged) {
            // The library's text could quote the key.
            throw new IllegalStateException("The stored sealing key cannot be read");
        }
    }

    /** Returns both halves as JWK, for encryption alone. */
    String reveal() {
        return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** Returns the public half as JWK (RFC 7517). */
    public Map<String, Object> publicJwk() {
        return key.toParams(OutputControlLevel.PUBLIC_ONLY);
    }

    /** Returns the public half, to seal with. */
    public RecipientKey recipient() {
        return RecipientKey.of(key);
    }

    /**
     * Opens a seal.
     *
     * @param connectionName whom it must have been made for, whatever the case of its letters: a seal that was moved to
     *     another connection does not open
     * @throws NotOurs if it is no seal, was made with another key or for another connection
     */
    public SealedCredential open(String jwe, String connectionName) throws NotOurs {
        JsonNode content;
        try {
            content = Json.MAPPER.readTree(opened(jwe.strip()));
        } catch (JoseException | JsonProcessingException foreign) {
            throw new NotOurs(
                    "does not open: it is no JWE, is damaged, or was sealed for another service's key. Seal it"
                            + " again with the key that GET /sealing-key shows");
        }
        if (!connectionName.equalsIgnoreCase(content.path("connection").asText())) {
            throw new NotOurs("was sealed for a connection of another name: a seal belongs to one connection. Seal it"
                    + " again for this one");
        }
        return read(content);
    }

    private String opened(String jwe) throws JoseException {
        if (jwe.length() > LONGEST_SEAL) {
            throw new JoseException("too long");
        }
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmConstraints(KEY_MANAGEMENT);
        encryption.setContentEncryptionAlgorithmConstraints(CONTENT);
        encryption.setKey(key.getPrivateKey());
        try {
            encryption.setCompactSerialization(jwe);
            return encryption.getPayload();
        } catch (RuntimeException crafted) {
            // The library expects a header that is complete: without a good epk it throws whatever it stumbles over.
            throw new JoseException("no seal", crafted);
        }
    }

    private static SealedCredential read(JsonNode content) throws NotOurs {
        try {
            if (content.path("clientSecret").isTextual()) {
                return new SealedCredential.OfSecret(
                        ClientSecret.of(content.path("clientSecret").textValue()));
            }
            if (content.path("privateKey").isTextual()
                    && content.path("certificate").isTextual()) {
                byte[] certificate =
                        Base64.getDecoder().decode(content.path("certificate").textValue());
                return new SealedCredential.OfKey(
                        Base64.getDecoder().decode(content.path("privateKey").textValue()),
                        (X509Certificate) CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(certificate)),
                        content.path(RecipientKey.GENERATED).asBoolean());
            }
        } catch (CertificateException | IllegalArgumentException damaged) {
            // said below
        }
        throw new NotOurs("holds neither the member clientSecret nor privateKey (PKCS#8) and certificate (DER), both in"
                + " Base64");
    }
}
