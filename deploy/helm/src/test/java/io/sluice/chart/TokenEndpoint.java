package io.sluice.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An identity provider that gives tokens to clients, each with the secret {@link GuardedKafka#password}. */
final class TokenEndpoint implements AutoCloseable {

    static final String AUDIENCE = "kafka";

    private final HttpServer server;
    private final RsaJsonWebKey key;

    TokenEndpoint() throws IOException {
        try {
            key = RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
        key.setKeyId("one");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> answer(exchange, this::token));
        server.createContext("/keys", exchange -> answer(exchange, _ -> new JsonWebKeySet(key).toJson()));
        server.start();
    }

    /** Answers a call; an answer that is empty refuses it. */
    private interface Answering {
        String of(HttpExchange exchange);
    }

    /** Returns where clients get tokens. */
    String tokens() {
        return "http://localhost:" + server.getAddress().getPort() + "/token";
    }

    /** Returns where the keys are that tokens are signed with. */
    String keys() {
        return "http://localhost:" + server.getAddress().getPort() + "/keys";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String token(HttpExchange exchange) {
        String basic = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        String[] client = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
        if (!client[1].equals(GuardedKafka.password(client[0]))) {
            return "";
        }
        JwtClaims claims = new JwtClaims();
        claims.setSubject(client[0]);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringClaim("scope", "kafka");
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return "{\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"kafka\",\"access_token\":\""
                    + signature.getCompactSerialization() + "\"}";
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, Answering answering) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = answering.of(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.length == 0 ? 401 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
