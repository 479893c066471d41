package io.sluice.simulator.entra;

import io.sluice.simulator.tenant.DirectoryRole;
import io.sluice.simulator.tenant.Registration;
import io.sluice.simulator.tenant.Resource;
import io.sluice.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Issues and checks access tokens.
 *
 * <p>Claims after Microsoft Learn: "Access token claims reference". The APIs of Microsoft that the simulator stands in
 * for get tokens of version 1.0, whose audience is the resource as the client named it; the audience of one of version
 * 2.0 is always the resource's application id.
 */
public final class AccessTokens {

    private final SigningKey key;
    private final InstantSource clock;
    private final Duration lifetime;

    /** Signs with a key and lets tokens live so long. */
    public AccessTokens(SigningKey key, InstantSource clock, Duration lifetime) {
        this.key = key;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** How a client proved who it is. */
    public enum Proof {
        /** By a secret. */
        SECRET("1"),
        /** By a certificate. */
        CERTIFICATE("2");

        private final String claim;

        Proof(String claim) {
            this.claim = claim;
        }
    }

    /**
     * A token as the API sees it.
     *
     * @param tenantId the tenant it was issued for
     * @param clientId the application it was issued to
     * @param objectId the application's service principal in that tenant
     * @param audience the resource as the client named it, or its application id, as the token's version wants
     * @param roles the application roles, possibly none
     * @param directoryRoles the roles of Entra ID that the application had when the token was issued, possibly none
     */
    public record Caller(
            String tenantId,
            String clientId,
            String objectId,
            String audience,
            List<String> roles,
            Set<DirectoryRole> directoryRoles) {}

    /** What an API finds out about a token. */
    public sealed interface Checked {
        /** It is good. */
        record Valid(Caller caller) implements Checked {}

        /** It was good until then. */
        record Expired(Instant at) implements Checked {}

        /** It was not issued here, was tampered with, or is no token. */
        record Invalid() implements Checked {}
    }

    /** How long tokens live. */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * Issues a token.
     *
     * @param named the resource as the client named it
     * @param ownUrl beginning of the issuer of version 2.0 tokens
     */
    public String issue(Tenant tenant, Registration app, Resource resource, String named, Proof proof, String ownUrl) {
        NumericDate now = NumericDate.fromSeconds(clock.instant().getEpochSecond());
        NumericDate expiry = NumericDate.fromSeconds(now.getValue() + lifetime.toSeconds());
        boolean first = resource.tokenVersion() == 1;
        JwtClaims claims = new JwtClaims();
        claims.setAudience(first ? named : resource.appId());
        claims.setIssuer(issuer(tenant, resource.tokenVersion(), ownUrl));
        claims.setIssuedAt(now);
        claims.setNotBefore(now);
        claims.setExpirationTime(expiry);
        claims.setClaim("aio", "E2ZgYPgX");
        claims.setClaim(first ? "appid" : "azp", app.clientId());
        claims.setClaim(first ? "appidacr" : "azpacr", proof.claim);
        if (first) {
            claims.setClaim("app_displayname", app.displayName());
            claims.setClaim("idp", issuer(tenant, 1, ownUrl));
        }
        claims.setClaim("idtyp", "app");
        claims.setClaim("oid", app.objectId());
        claims.setSubject(app.objectId());
        claims.setClaim("rh", "0.");
        List<String> roles = app.rolesOn(resource);
        if (!roles.isEmpty()) {
            claims.setStringListClaim("roles", roles);
        }
        claims.setClaim("tid", tenant.id());
        claims.setClaim("uti", UUID.randomUUID().toString().replace("-", "").substring(0, 22));
        claims.setClaim("ver", first ? "1.0" : "2.0");
        if (!app.directoryRoles().isEmpty()) {
            claims.setStringListClaim(
                    "wids",
                    app.directoryRoles().stream()
                            .map(DirectoryRole::templateId)
                            .sorted()
                            .toList());
        }

        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.key().getPrivateKey());
        signature.setKeyIdHeaderValue(key.key().getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setHeader("x5t", key.key().getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }

    /** The issuer of tokens and discovery documents of a version. */
    static String issuer(Tenant tenant, int version, String ownUrl) {
        return version == 1 ? "https://sts.windows.net/" + tenant.id() + "/" : ownUrl + "/" + tenant.id() + "/v2.0";
    }

    /** Checks a token. */
    public Checked check(String token) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKey(key.key().getRsaPublicKey())
                    .setJwsAlgorithmConstraints(
                            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                    .setSkipDefaultAudienceValidation()
                    .setRequireExpirationTime()
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build()
                    .processToClaims(token);
            String clientId = claims.getStringClaimValue("appid");
            return new Checked.Valid(new Caller(
                    claims.getStringClaimValue("tid"),
                    clientId == null ? claims.getStringClaimValue("azp") : clientId,
                    claims.getSubject(),
                    claims.getAudience().getFirst(),
                    list(claims, "roles"),
                    list(claims, "wids").stream()
                            .flatMap(id -> DirectoryRole.find(id).stream())
                            .collect(Collectors.toUnmodifiableSet())));
        } catch (InvalidJwtException e) {
            return e.hasExpired() ? expired(e) : new Checked.Invalid();
        } catch (MalformedClaimException e) {
            return new Checked.Invalid();
        }
    }

    private static Checked expired(InvalidJwtException e) {
        try {
            return new Checked.Expired(Instant.ofEpochSecond(
                    e.getJwtContext().getJwtClaims().getExpirationTime().getValue()));
        } catch (MalformedClaimException broken) {
            return new Checked.Invalid();
        }
    }

    private static List<String> list(JwtClaims claims, String name) throws MalformedClaimException {
        List<String> values = claims.getStringListClaimValue(name);
        return values == null ? List.of() : values;
    }
}
