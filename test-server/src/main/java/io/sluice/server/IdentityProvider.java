package io.sluice.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** An OpenID provider with one key: discovery, its key set, and tokens for whom services expect them by default. */
public final class IdentityProvider implements AutoCloseable {

    private static final String AUDIENCE = "api://sluice";

    private final InstantSource clock = InstantSource.system();
    private final HttpServer server;
    private final KeyPair keys = newKeys();

    /** Starts on a free port. */
    public IdentityProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String discovery = "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"token_endpoint\":\"%1$s/token\"}"
                .formatted(issuer());
        serve("/.well-known/openid-configuration", discovery);
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        serve(
                "/keys",
                "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"1\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                        .formatted(base64(key.getModulus()), base64(key.getPublicExponent())));
        server.start();
    }

    /** Returns the provider's address, which is the issuer of its tokens. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns a good token with roles. */
    public String token(String... roles) {
        return token(AUDIENCE, clock.instant().plus(Duration.ofMinutes(5)), keys, roles);
    }

    /** Returns a token that expired an hour ago. */
    public String expiredToken(String... roles) {
        return token(AUDIENCE, clock.instant().minus(Duration.ofHours(1)), keys, roles);
    }

    /** Returns a token that is meant for somebody else. */
    public String tokenForAnotherAudience(String... roles) {
        return token("api://other", clock.instant().plus(Duration.ofMinutes(5)), keys, roles);
    }

    /** Returns a token signed with a key that is not the provider's. */
    public String forgedToken(String... roles) {
        return token(AUDIENCE, clock.instant().plus(Duration.ofMinutes(5)), newKeys(), roles);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String token(String audience, Instant expiry, KeyPair signer, String... roles) {
        return Jwt.issuer(issuer())
                .audience(audience)
                .subject("test")
                .claim("azp", "5a1ce000-0000-4000-8000-00000000000a")
                .claim("roles", Set.copyOf(Arrays.asList(roles)))
                .issuedAt(expiry.minus(Duration.ofHours(1)))
                .expiresAt(expiry)
                .jws()
                .keyId("1")
                .sign(signer.getPrivate());
    }

    private void serve(String path, String json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = json.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
