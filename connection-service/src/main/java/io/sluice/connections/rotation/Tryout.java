package io.sluice.connections.rotation;

import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.tokens.FreshAnswer;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What Entra ID says to a credential, resource by resource.
 *
 * @param answers by resource, in the order in which it was asked
 */
public record Tryout(Map<String, FreshAnswer> answers) {

    /** Asks for a token for each resource. */
    static Tryout of(List<String> resources, Function<String, FreshAnswer> asked) {
        Map<String, FreshAnswer> answers = new LinkedHashMap<>();
        for (String resource : resources) {
            answers.put(resource, asked.apply(resource));
        }
        return new Tryout(answers);
    }

    /**
     * Returns for which resources a credential is to be tried: those that would be asked for with its kind; all of the
     * connection's if there are none; Microsoft Graph, which every tenant has, if the connection reads nothing.
     *
     * @param active the kinds of which the connection has an active credential
     */
    static List<String> resources(ConnectionDetails details, CredentialKind kind, Set<CredentialKind> active) {
        Map<String, Set<Capability>> needed = NeededTokens.of(details);
        Set<CredentialKind> then = EnumSet.of(kind);
        then.addAll(active);
        List<String> itsOwn = needed.entrySet().stream()
                .filter(entry -> details.credentialUse().kindFor(entry.getValue(), then) == kind)
                .map(Map.Entry::getKey)
                .toList();
        if (!itsOwn.isEmpty()) {
            return itsOwn;
        }
        return needed.isEmpty()
                ? details.cloud().resource(Surface.GRAPH).stream().toList()
                : List.copyOf(needed.keySet());
    }

    /**
     * Returns why the credential must not be used yet. A resource that the application may not use, whatever it signs
     * in with, is no obstacle if it gets a token for another one.
     */
    Optional<MicrosoftFailure> obstacle() {
        List<MicrosoftFailure> failures = answers.values().stream()
                .flatMap(answer -> answer instanceof FreshAnswer.Refused refused
                        ? Optional.of(refused.failure()).stream()
                        : Optional.<MicrosoftFailure>empty().stream())
                .toList();
        return failures.stream()
                .filter(failure -> !(failure instanceof Forbidden))
                .findFirst()
                .or(() -> failures.size() == answers.size() ? failures.stream().findFirst() : Optional.empty());
    }
}
