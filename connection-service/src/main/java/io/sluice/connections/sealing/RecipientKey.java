package io.sluice.connections.sealing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connections.credentials.CertificateKey;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialMaterial;
import io.sluice.contracts.json.Json;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A public key for which credentials are sealed: RSA of 2048 bits or more ({@code RSA-OAEP-256}), or an elliptic curve
 * of NIST ({@code ECDH-ES}); the content is encrypted with {@code A256GCM}.
 */
public final class RecipientKey {

    /** The member of a seal's content that tells that the service made the key pair. */
    static final String GENERATED = "generated";

    private static final int LEAST_RSA_BITS = 2048;

    private final Key key;
    private final String algorithm;
    private final @Nullable String id;

    private RecipientKey(Key key, String algorithm, @Nullable String id) {
        this.key = key;
        this.algorithm = algorithm;
        this.id = id;
    }

    static RecipientKey of(PublicJsonWebKey key) {
        return of(key.getPublicKey(), key.getKeyId())
                .orElseThrow(() -> new IllegalStateException("The service's own key does not suit"));
    }

    /**
     * Reads a JWK (RFC 7517).
     *
     * @return nothing if it is no public key of a suitable kind and length; a private key is none
     */
    public static Optional<RecipientKey> ofJwk(JsonNode jwk) {
        if (jwk.has("d") || !jwk.isObject()) {
            return Optional.empty();
        }
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk.toString());
            return of(key.getPublicKey(), key.getKeyId());
        } catch (JoseException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Reads a public key in PEM, {@code -----BEGIN PUBLIC KEY-----}.
     *
     * @return nothing if it is none of a suitable kind and length
     */
    public static Optional<RecipientKey> ofPem(String pem) {
        String base64 = pem.strip()
                .replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replaceAll("\\s", "");
        for (String kind : List.of("RSA", "EC")) {
            try {
                byte[] der = Base64.getDecoder().decode(base64);
                return of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der)), null);
            } catch (GeneralSecurityException | IllegalArgumentException anotherKind) {
                // then it may be of the next kind
            }
        }
        return Optional.empty();
    }

    private static Optional<RecipientKey> of(Key key, @Nullable String id) {
        return switch (key) {
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() >= LEAST_RSA_BITS ->
                Optional.of(new RecipientKey(rsa, KeyManagementAlgorithmIdentifiers.RSA_OAEP_256, id));
            case ECPublicKey ec
            when EllipticCurves.getName(ec.getParams().getCurve()) != null ->
                Optional.of(new RecipientKey(ec, KeyManagementAlgorithmIdentifiers.ECDH_ES, id));
            default -> Optional.empty();
        };
    }

    /** Returns the key's SHA-256 thumbprint in Base64url (RFC 7638), which tells keys apart and is not secret. */
    public String thumbprint() {
        try {
            return JsonWebKey.Factory.newJwk(key).calculateBase64urlEncodedThumbprint(HashUtil.SHA_256);
        } catch (JoseException impossible) {
            throw new IllegalStateException("A key that suits has no thumbprint", impossible);
        }
    }

    /**
     * Seals a credential for one connection.
     *
     * @param isGenerated whether the service made the key pair; whoever opens the seal here treats it as such again
     */
    public String seal(CredentialMaterial material, String connectionName, boolean isGenerated) {
        ObjectNode content = Json.MAPPER.createObjectNode().put("connection", connectionName);
        switch (material) {
            case ClientSecret secret -> content.put("clientSecret", secret.reveal());
            case CertificateKey own ->
                content.put("privateKey", Base64.getEncoder().encodeToString(own.revealPkcs8()))
                        .put(
                                "certificate",
                                Base64.getEncoder()
                                        .encodeToString(own.certificate().der()))
                        .put(GENERATED, isGenerated);
        }
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmHeaderValue(algorithm);
        encryption.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        encryption.setKey(key);
        if (id != null) {
            encryption.setKeyIdHeaderValue(id);
        }
        encryption.setPayload(content.toString());
        try {
            return encryption.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("A credential cannot be sealed with a key that suits", impossible);
        }
    }
}
