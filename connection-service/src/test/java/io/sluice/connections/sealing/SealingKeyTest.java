package io.sluice.connections.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.sealing.SealedCredential.NotOurs;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyTest {

    private final SealingKey key = SealingKey.make("test");

    @Test
    void whatIsSealedForItOpens() throws NotOurs {
        ClientSecret secret = ClientSecret.of("planted~secret");

        assertThat(key.open(key.recipient().seal(secret, "contoso", false), "Contoso"))
                .isEqualTo(new SealedCredential.OfSecret(secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"epk\":null",
                ",\"epk\":\"x\"",
                ",\"epk\":7",
                ",\"epk\":[]",
                ",\"epk\":{}",
                ",\"epk\":{\"kty\":\"EC\"}",
                ",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\"}",
                ",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":7,\"y\":7}",
                ",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                ",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-000\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                ",\"epk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                ",\"epk\":{\"kty\":\"oct\",\"k\":\"AQAB\"}",
                ",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AQ\",\"y\":\"AQ\"},\"apu\":7",
                ",\"zip\":7",
                ",\"crit\":7",
            })
    void aCraftedHeaderIsNoSeal(String members) {
        String header = "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\"" + members + "}";
        String jwe =
                base64(header) + ".." + base64("123456789012") + "." + base64("x") + "." + base64("1234567890123456");

        assertThatThrownBy(() -> key.open(jwe, "contoso"))
                .isInstanceOfSatisfying(
                        NotOurs.class,
                        foreign -> assertThat(foreign.complaint()).contains("does not open"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "....", "e30....", "a.b.c.d.e", "bnVsbA....", "W10.a.b.c.d"})
    void whatIsNoJweIsNoSeal(String text) {
        assertThatThrownBy(() -> key.open(text, "contoso")).isInstanceOf(NotOurs.class);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
