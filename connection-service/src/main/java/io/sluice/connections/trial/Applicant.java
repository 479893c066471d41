package io.sluice.connections.trial;

import io.sluice.connections.credentials.CertificateKey;
import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialMaterial;
import io.sluice.connections.credentials.CredentialVault.Prepared;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.PublicCertificate;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.tokens.FreshAnswer;
import io.sluice.connections.tokens.TokenIssuer;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who asks Entra ID for tokens in a test: an application with the credentials of a stored connection, or with those of
 * a draft, which are not saved. Each kind of credential signs in for the capabilities that the connection says.
 */
final class Applicant {

    private final ConnectionDetails details;
    private final Map<CredentialKind, Signer> signers = new EnumMap<>(CredentialKind.class);
    private final Map<String, Set<Capability>> needed;
    private final BiFunction<CredentialMaterial, String, FreshAnswer> entra;

    /** A credential, and what a report may say of it. */
    record Signer(CredentialMaterial material, CredentialUsed used) {}

    /**
     * Asks with credentials; of two of a kind, with the latter.
     *
     * @param entra asks Entra ID for a token of a resource, from no memory
     */
    Applicant(
            ConnectionDetails details,
            List<Signer> signers,
            BiFunction<CredentialMaterial, String, FreshAnswer> entra) {
        this.details = details;
        this.needed = NeededTokens.of(details);
        this.entra = entra;
        signers.forEach(signer -> this.signers.put(signer.material().kind(), signer));
    }

    /** Asks with the active credentials of a stored connection. */
    static Applicant stored(ConnectionDetails details, List<Unlocked> credentials, TokenIssuer issuer) {
        return of(details, credentials, List.of(), issuer);
    }

    /**
     * Asks with credentials of which some are stored.
     *
     * @param stored those that are
     * @param others those that are not, which come before stored ones of their kind
     */
    static Applicant of(ConnectionDetails details, List<Unlocked> stored, List<Prepared> others, TokenIssuer issuer) {
        List<Signer> signers = new ArrayList<>();
        stored.forEach(unlocked -> signers.add(signer(unlocked.material(), unlocked.credential())));
        others.forEach(prepared -> signers.add(signer(
                prepared.material(),
                null,
                prepared.material() instanceof CertificateKey key ? key.certificate() : null,
                prepared.expiresAt())));
        return new Applicant(details, signers, (material, resource) -> issuer.askAfresh(details, material, resource));
    }

    private static Signer signer(CredentialMaterial material, Credential credential) {
        return signer(material, credential.id().toString(), credential.certificate(), credential.expiresAt());
    }

    private static Signer signer(
            CredentialMaterial material,
            @Nullable String id,
            @Nullable PublicCertificate certificate,
            @Nullable Instant expiresAt) {
        return new Signer(
                material,
                new CredentialUsed(
                        material.kind().word(), id, certificate == null ? null : certificate.sha1(), expiresAt));
    }

    /** Asks Entra ID for a token of a resource. */
    FreshAnswer ask(String resource) {
        CredentialKind kind = kind(resource);
        Signer signer = signers.get(kind);
        return signer == null
                ? new FreshAnswer.Refused(
                        new Unauthenticated(
                                "The connection has no active " + kind.caption() + ".",
                                null,
                                "Store one with POST /connections/{id}/credentials and activate it, or change the"
                                        + " connection's credentialUse. A certificate that is to be generated can be"
                                        + " tested when it is stored and uploaded to the app registration."),
                        FreshAnswer.Evidence.NONE)
                : entra.apply(signer.material(), resource);
    }

    /** Returns with which credential it asks for tokens of a resource. */
    Optional<CredentialUsed> credential(String resource) {
        return Optional.ofNullable(signers.get(kind(resource))).map(Signer::used);
    }

    private CredentialKind kind(String resource) {
        return details.credentialUse().kindFor(needed.getOrDefault(resource, Set.of()), signers.keySet());
    }
}
