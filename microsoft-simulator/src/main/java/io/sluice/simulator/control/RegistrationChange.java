package io.sluice.simulator.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a registration; what is absent stays.
 *
 * @param displayName name
 * @param enabled whether tokens are issued
 * @param secrets all its secrets
 * @param certificates all its certificates, each in PEM
 * @param roles consented roles by the resource's name, id or identifier URI
 * @param directoryRoles all its roles of Entra ID, by name
 * @param azureRoles all its roles on the resource group of the tenant's workspace, by name
 */
public record RegistrationChange(
        @Nullable String displayName,
        @Nullable Boolean enabled,
        @Nullable List<Secret> secrets,
        @Nullable List<String> certificates,
        @Nullable Map<String, List<String>> roles,
        @Nullable List<String> directoryRoles,
        @Nullable List<String> azureRoles) {

    /**
     * A secret to register.
     *
     * @param id its id; made up when absent
     * @param value its value
     * @param expiresAt when it expires; never when absent
     */
    public record Secret(
            @Nullable String id, String value, @Nullable Instant expiresAt) {

        /** Never the value. */
        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }
}
