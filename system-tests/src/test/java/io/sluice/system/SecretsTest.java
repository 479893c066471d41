package io.sluice.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing says something only if it finds what is there. */
class SecretsTest {

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void aPrivateKeyIsFoundAsBytesAndAsTextAndAPublicKeyIsNot(int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        byte[] privateKey = pair.getPrivate().getEncoded();

        assertThat(Secrets.in("x" + new String(privateKey, ISO_8859_1), List.of()))
                .containsExactly("a private key");
        assertThat(Secrets.in(Base64.getEncoder().encodeToString(privateKey), List.of()))
                .containsExactly("a private key");
        assertThat(Secrets.in(new String(pair.getPublic().getEncoded(), ISO_8859_1), List.of()))
                .isEmpty();
    }

    @Test
    void aTokenIsFoundWhateverItsHeaderBeginsWith() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String token = base64.encodeToString("{\"kid\":\"1\",\"alg\":\"RS256\"}".getBytes(ISO_8859_1)) + "."
                + base64.encodeToString("{\"aud\":\"api://sluice\"}".getBytes(ISO_8859_1)) + ".c2ln";

        assertThat(Secrets.in("Bearer " + token, List.of())).containsExactly("an access token");
    }

    @Test
    void aKnownSecretIsFound() {
        assertThat(Secrets.in("a secret~value b", List.of("secret~value"))).containsExactly("a client secret");
    }
}
