package io.sluice.simulator.tenant;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * An application with its service principal in one tenant.
 *
 * @param clientId application id, a lower-case GUID
 * @param displayName name for people
 * @param objectId id of the service principal in the tenant
 * @param enabled whether tokens are issued to it
 * @param secrets the secrets that authenticate it
 * @param certificates the certificates that authenticate it
 * @param roles application roles that an administrator consented to, by the resource's {@link Resource#name()}
 */
public record Registration(
        String clientId,
        String displayName,
        String objectId,
        boolean enabled,
        List<ClientSecret> secrets,
        List<X509Certificate> certificates,
        Map<String, List<String>> roles) {

    /** Copies the collections. */
    public Registration {
        secrets = List.copyOf(secrets);
        certificates = List.copyOf(certificates);
        roles = Map.copyOf(roles);
    }

    /** The roles consented to on a resource, possibly none. */
    public List<String> rolesOn(Resource resource) {
        return roles.getOrDefault(resource.name(), List.of());
    }
}
