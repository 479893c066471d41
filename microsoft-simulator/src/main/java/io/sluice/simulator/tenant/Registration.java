package io.sluice.simulator.tenant;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * @param directoryRoles roles of Entra ID that the service principal has in its tenant
 * @param azureRoles roles that the service principal has on the resource group of the tenant's workspace
 */
public record Registration(
        String clientId,
        String displayName,
        String objectId,
        boolean enabled,
        List<ClientSecret> secrets,
        List<X509Certificate> certificates,
        Map<String, List<String>> roles,
        Set<DirectoryRole> directoryRoles,
        Set<AzureRole> azureRoles) {

    /** Copies the collections. */
    public Registration {
        secrets = List.copyOf(secrets);
        certificates = List.copyOf(certificates);
        roles = Map.copyOf(roles);
        directoryRoles = Set.copyOf(directoryRoles);
        azureRoles = Set.copyOf(azureRoles);
    }

    /** A new application that nobody has trusted with anything. */
    public static Registration named(String clientId, String objectId) {
        return new Registration(clientId, clientId, objectId, true, List.of(), List.of(), Map.of(), Set.of(), Set.of());
    }

    /** The roles consented to on a resource, possibly none. */
    public List<String> rolesOn(Resource resource) {
        return roles.getOrDefault(resource.name(), List.of());
    }

    /** The same with another name. */
    public Registration displayName(String value) {
        return new Registration(
                clientId, value, objectId, enabled, secrets, certificates, roles, directoryRoles, azureRoles);
    }

    /** The same, enabled or not. */
    public Registration enabled(boolean value) {
        return new Registration(
                clientId, displayName, objectId, value, secrets, certificates, roles, directoryRoles, azureRoles);
    }

    /** The same with these secrets only. */
    public Registration secrets(List<ClientSecret> value) {
        return new Registration(
                clientId, displayName, objectId, enabled, value, certificates, roles, directoryRoles, azureRoles);
    }

    /** The same with these certificates only. */
    public Registration certificates(List<X509Certificate> value) {
        return new Registration(
                clientId, displayName, objectId, enabled, secrets, value, roles, directoryRoles, azureRoles);
    }

    /** The same with these consents only. */
    public Registration roles(Map<String, List<String>> value) {
        return new Registration(
                clientId, displayName, objectId, enabled, secrets, certificates, value, directoryRoles, azureRoles);
    }

    /** The same with another consent on one resource; without roles there is none. */
    public Registration consent(Resource resource, List<String> granted) {
        Map<String, List<String>> changed = new LinkedHashMap<>(roles);
        if (granted.isEmpty()) {
            changed.remove(resource.name());
        } else {
            changed.put(resource.name(), List.copyOf(granted));
        }
        return roles(changed);
    }

    /** The same with these directory roles only. */
    public Registration directoryRoles(Set<DirectoryRole> value) {
        return new Registration(
                clientId, displayName, objectId, enabled, secrets, certificates, roles, value, azureRoles);
    }

    /** The same with these roles in Azure only. */
    public Registration azureRoles(Set<AzureRole> value) {
        return new Registration(
                clientId, displayName, objectId, enabled, secrets, certificates, roles, directoryRoles, value);
    }
}
