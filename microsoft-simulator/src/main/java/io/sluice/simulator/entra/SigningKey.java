package io.sluice.simulator.entra;

import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** The key that signs access tokens, made anew at each start. */
public final class SigningKey {

    private final RsaJsonWebKey key;

    /** Makes a key. */
    public SigningKey() {
        try {
            key = RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException("This JVM cannot make RSA keys", e);
        }
        key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
        key.setUse("sig");
        key.setAlgorithm("RS256");
    }

    /** The key pair. */
    RsaJsonWebKey key() {
        return key;
    }

    /** The JSON Web Key Set with the public half. */
    public Map<String, Object> publicKeys() {
        return Map.of("keys", List.of(key.toParams(OutputControlLevel.PUBLIC_ONLY)));
    }
}
