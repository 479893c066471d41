package io.sluice.connections.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A certificate as an operator asks for it: either member. It does not print itself. */
@Schema(
        name = "CertificateDraft",
        description = "A certificate that is made by the service (generate), or one that the operator brings (pkcs12"
                + " and password, or sealed).")
record CertificateDraft(
        @Schema(description = "Make an RSA key pair with a self-signed certificate; {} for the defaults.") @Nullable
        GenerateDraft generate,

        @Schema(
                writeOnly = true,
                description = "A PKCS#12 file (.p12, .pfx) in Base64 with exactly one private key and its certificate.")
        @Nullable
        String pkcs12,

        @Schema(writeOnly = true, description = "The password of the PKCS#12 file. It is not stored.") @Nullable
        String password,

        @Schema(
                writeOnly = true,
                description = "A private key with its certificate, encrypted with the service's public key (JWE), as an"
                        + " export makes it.")
        @Nullable
        String sealed) {

    /** How a certificate is made. */
    @Schema(name = "GenerateDraft", description = "How a certificate is made.")
    record GenerateDraft(
            @Schema(
                    description = "For how long it is valid: an ISO 8601 period from P1D to P3Y. Default: the setting"
                            + " sluice.connections.certificates.validity.",
                    examples = "P1Y")
            @Nullable
            String validity,

            @Schema(
                    description = "The length of its key in bits.",
                    enumeration = {"3072", "4096"},
                    defaultValue = "3072")
            @Nullable
            Integer keySize) {}

    @Override
    public String toString() {
        return "CertificateDraft[redacted]";
    }
}
