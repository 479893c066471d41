package io.sluice.connections.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.connection.Capability;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of credential each capability signs in with.
 *
 * @param otherwise the kind for the capabilities that are not named; null: a client secret where the connection has an
 *     active one, else its certificate
 * @param capabilities the kind for those that are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CredentialUse(
        @JsonProperty("default") @Nullable CredentialKind otherwise, Map<Capability, CredentialKind> capabilities) {

    /** What a connection uses that does not say: a client secret where it has one, else its certificate. */
    public static final CredentialUse AUTOMATIC = new CredentialUse(null, Map.of());

    @SuppressWarnings("ConstantValue") // Jackson gives null for an absent member
    public CredentialUse {
        capabilities = capabilities == null ? Map.of() : Map.copyOf(capabilities);
    }

    /**
     * Returns the kind that signs in for some capabilities that share a token, all of which use the same kind.
     *
     * @param sharing the capabilities; none: a token that no capability asks for
     * @param active the kinds of which the connection has an active credential
     */
    public CredentialKind kindFor(Collection<Capability> sharing, Set<CredentialKind> active) {
        return sharing.stream()
                .sorted()
                .map(capabilities::get)
                .filter(kind -> kind != null)
                .findFirst()
                .or(() -> Optional.ofNullable(otherwise))
                .orElseGet(() ->
                        !active.contains(CredentialKind.CLIENT_SECRET) && active.contains(CredentialKind.CERTIFICATE)
                                ? CredentialKind.CERTIFICATE
                                : CredentialKind.CLIENT_SECRET);
    }

    /** Tells whether capabilities that share a token would sign in with different kinds. */
    public boolean contradictsItself(Collection<Capability> sharing) {
        return sharing.stream()
                        .map(capability -> Optional.ofNullable(capabilities.getOrDefault(capability, otherwise)))
                        .collect(Collectors.toSet())
                        .size()
                > 1;
    }

    /**
     * Returns a kind that is named for something, but of which there is no credential in use; nothing if there is no
     * credential at all, because then no kind is better than another.
     */
    public Optional<CredentialKind> withoutCredential(Set<CredentialKind> active) {
        return active.isEmpty()
                ? Optional.empty()
                : Arrays.stream(CredentialKind.values())
                        .filter(kind -> names(kind) && !active.contains(kind))
                        .findFirst();
    }

    /** Tells whether a kind is named for anything. */
    public boolean names(CredentialKind kind) {
        return otherwise == kind || capabilities.containsValue(kind);
    }
}
