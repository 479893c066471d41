package io.sluice.microsoft.capability;

import io.sluice.microsoft.cloud.Surface;
import java.util.List;

/**
 * What a capability needs at one of Microsoft's interfaces.
 *
 * @param surface the interface
 * @param application whose permissions these are
 * @param required permissions without which the capability does not work
 * @param optional permissions that some of its functions use; they are neither missed nor found excessive
 * @param roles roles besides the permissions
 * @param probes the calls that try it, in this order; the first is the cheapest
 */
public record Access(
        Surface surface,
        ResourceApplication application,
        List<Permission> required,
        List<Permission> optional,
        List<RoleAssignment> roles,
        List<Probe> probes) {

    public Access {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
        roles = List.copyOf(roles);
        probes = List.copyOf(probes);
    }
}
