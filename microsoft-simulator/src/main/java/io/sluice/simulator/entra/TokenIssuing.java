package io.sluice.simulator.entra;

import io.sluice.simulator.entra.AccessTokens.Proof;
import io.sluice.simulator.tenant.ClientSecret;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Registration;
import io.sluice.simulator.tenant.Resource;
import io.sluice.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides whether an application gets a token, in the order in which the real service finds faults. */
final class TokenIssuing {

    private static final String PUBLIC_LOGIN = "https://login.microsoftonline.com";

    private final Directory directory;
    private final AccessTokens tokens;
    private final InstantSource clock;

    TokenIssuing(Directory directory, AccessTokens tokens, InstantSource clock) {
        this.directory = directory;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The tenant that a path names by id or domain. */
    Tenant tenant(String idOrDomain) {
        return directory
                .tenant(idOrDomain)
                .orElseThrow(() -> new EntraException(
                        isGuid(idOrDomain) || idOrDomain.contains(".")
                                ? AadSts.TENANT_NOT_FOUND
                                : AadSts.TENANT_IDENTIFIER,
                        idOrDomain));
    }

    private static boolean isGuid(String text) {
        return text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    }

    /**
     * Issues a token or refuses with an {@link EntraException}.
     *
     * @param tenantAsWritten the tenant as the path named it, which an assertion's audience repeats
     * @param bases addresses that the token service goes by
     */
    String issue(Tenant tenant, String tenantAsWritten, TokenRequest request, String ownUrl, List<String> bases) {
        Registration app = application(tenant, request.clientId());
        Proof proof;
        if (request.assertion().isEmpty()) {
            checkSecret(app, request.secret());
            proof = Proof.SECRET;
        } else {
            ClientAssertion.parse(request.assertion())
                    .verify(app, audiences(tenant, tenantAsWritten, bases), clock.instant());
            proof = Proof.CERTIFICATE;
        }
        Resource resource = directory.resources(tenant).stream()
                .filter(known -> known.isNamed(request.resource()))
                .findFirst()
                .orElseThrow(() -> new EntraException(AadSts.RESOURCE_NOT_FOUND, request.resource(), tenant.name()));
        return tokens.issue(tenant, app, resource, request.resource(), proof, ownUrl);
    }

    private static Set<String> audiences(Tenant tenant, String tenantAsWritten, List<String> bases) {
        Set<String> audiences = new TreeSet<>();
        for (String base : java.util.stream.Stream.concat(bases.stream(), java.util.stream.Stream.of(PUBLIC_LOGIN))
                .toList()) {
            for (String name : List.of(tenant.id(), tenant.domain(), tenantAsWritten)) {
                audiences.add(base + "/" + name + "/oauth2/v2.0/token");
                audiences.add(base + "/" + name + "/oauth2/token");
                audiences.add(base + "/" + name + "/v2.0");
            }
        }
        return audiences;
    }

    private Registration application(Tenant tenant, String clientId) {
        Optional<Registration> app = directory.registration(tenant, clientId);
        if (app.isEmpty()) {
            throw directory.isKnownSomewhere(clientId)
                    ? new EntraException(AadSts.SERVICE_PRINCIPAL_MISSING, clientId, tenant.id())
                    : new EntraException(AadSts.APPLICATION_NOT_FOUND, clientId, tenant.name());
        }
        if (!app.get().enabled()) {
            throw new EntraException(AadSts.APPLICATION_DISABLED, clientId);
        }
        return app.get();
    }

    private void checkSecret(Registration app, String sent) {
        Instant now = clock.instant();
        List<ClientSecret> matching = app.secrets().stream()
                .filter(secret -> MessageDigest.isEqual(
                        secret.value().getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8)))
                .toList();
        if (matching.isEmpty()) {
            throw new EntraException(AadSts.INVALID_SECRET, app.clientId());
        }
        if (matching.stream().allMatch(secret -> secret.expiredAt(now))) {
            throw new EntraException(AadSts.EXPIRED_SECRET, app.clientId());
        }
    }
}
