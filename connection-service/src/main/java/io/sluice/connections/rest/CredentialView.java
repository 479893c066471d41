package io.sluice.connections.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.PublicCertificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A credential as the service shows it: everything but the secret thing itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Credential", description = "A credential of a connection: never the secret or the private key.")
record CredentialView(
        @Schema(description = "A UUID that the service gives.")
        String id,

        @Schema(
                description = "What it is.",
                enumeration = {"client-secret", "certificate"})
        String kind,

        @Schema(
                description = "active: tokens are asked for with it; staged: it waits to be activated; previous: it was"
                        + " active before and can be again.",
                enumeration = {"active", "staged", "previous"})
        String state,

        @Schema(description = "Entra ID's id of a client secret, where the operator gave it.") @Nullable
        String secretId,

        @Schema(description = "The public part of a certificate.") @Nullable
        CertificateView certificate,

        @Schema(description = "When it expires, where that is known.") @Nullable
        Instant expiresAt,

        @Schema(description = "Whether the service made the key pair; then its private key is for the service alone.")
        boolean generated,

        @Schema(description = "When it was stored.") Instant storedAt,

        @Schema(description = "When Entra ID gave a token for it before it became active.") @Nullable
        Instant triedAt) {

    /** The credentials of a connection. */
    @Schema(name = "Credentials", description = "The credentials of a connection, the active ones first.")
    record Items(@Schema(description = "The credentials.") List<CredentialView> items) {}

    /** The public part of a certificate. */
    @Schema(name = "Certificate", description = "The public part of a certificate.")
    record CertificateView(
            @Schema(description = "Whom it names.") String subject,

            @Schema(description = "Its serial number, hexadecimal.")
            String serialNumber,

            @Schema(description = "Its SHA-1 thumbprint, as the Entra portal lists it.")
            String thumbprintSha1,

            @Schema(description = "Its SHA-256 thumbprint.") String thumbprintSha256,

            @Schema(description = "The length of its RSA key in bits.")
            int keySize,

            @Schema(description = "From when it is valid.") Instant notBefore,
            @Schema(description = "Until when it is valid.") Instant notAfter) {

        static CertificateView of(PublicCertificate certificate) {
            return new CertificateView(
                    certificate.subject(),
                    certificate.serialNumber(),
                    certificate.sha1(),
                    certificate.sha256(),
                    certificate.keySize(),
                    certificate.notBefore(),
                    certificate.notAfter());
        }
    }

    static CredentialView of(Credential credential) {
        PublicCertificate certificate = credential.certificate();
        return new CredentialView(
                credential.id().toString(),
                credential.kind().word(),
                credential.state().word(),
                credential.secretId(),
                certificate == null ? null : CertificateView.of(certificate),
                credential.expiresAt(),
                credential.generated(),
                credential.storedAt(),
                credential.triedAt());
    }
}
