package io.sluice.connections.rest;

import io.sluice.connections.credentials.CertificateMaker;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.credentials.Pkcs12File;
import io.sluice.connections.credentials.UnusableCertificate;
import io.sluice.connections.rest.CertificateDraft.GenerateDraft;
import io.sluice.connections.settings.ConnectionServiceSettings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes valid credentials of what operators send; what is wrong is noted with what was expected. */
final class CredentialReader {

    private static final int LONGEST_SECRET = 1000;
    private static final int LEAST_KEY_SIZE = 3072;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Period validity;
    private final InstantSource clock;
    private final Violations violations;

    CredentialReader(ConnectionServiceSettings.Certificates settings, InstantSource clock, Violations violations) {
        this.validity = settings.validity();
        this.clock = clock;
        this.violations = violations;
    }

    /**
     * Reads the one credential of a draft.
     *
     * @throws InvalidBody if the draft is not valid, or holds none or two
     */
    NewCredential one(CredentialDraft draft) {
        if ((draft.clientSecret() == null) == (draft.certificate() == null)) {
            violations.add(
                    "clientSecret",
                    "is required unless there is a certificate, and not both: {\"clientSecret\": \"<the secret's"
                            + " value>\"} or {\"certificate\": {\"generate\": {}}}");
        }
        Optional<? extends NewCredential> credential = draft.clientSecret() == null
                ? certificate(draft.certificate())
                : secret(draft.clientSecret(), draft.secretId(), draft.secretExpiresAt());
        if (draft.clientSecret() == null && (draft.secretId() != null || draft.secretExpiresAt() != null)) {
            violations.add("secretId", "and secretExpiresAt describe a clientSecret, and there is none");
        }
        violations.refuse();
        return credential.orElseThrow();
    }

    /** Reads a client secret; nothing if there is none. */
    Optional<NewCredential.Secret> secret(
            @Nullable ClientSecret value, @Nullable String secretId, @Nullable String expiresAt) {
        if (value == null) {
            return Optional.empty();
        }
        checkSecret(value, violations);
        return Optional.of(new NewCredential.Secret(value, secretId(secretId), expiry(expiresAt)));
    }

    /** What an operator says of a client secret; null: nothing. */
    record Description(@Nullable String secretId, @Nullable Instant expiresAt) {}

    /**
     * Reads what an operator says of a stored client secret.
     *
     * @throws InvalidBody if the draft is not valid, or says nothing
     */
    Description description(CredentialPatch patch) {
        if (patch.secretId() == null && patch.secretExpiresAt() == null) {
            violations.add(
                    "secretExpiresAt",
                    "is required unless there is a secretId: the date that Certificates & secrets shows in the column"
                            + " Expires, such as 2027-01-31");
        }
        Description description = new Description(secretId(patch.secretId()), expiry(patch.secretExpiresAt()));
        violations.refuse();
        return description;
    }

    private @Nullable String secretId(@Nullable String secretId) {
        Optional<String> id = secretId == null ? Optional.empty() : Pasted.guid(secretId);
        if (secretId != null && id.isEmpty()) {
            violations.add(
                    "secretId",
                    "must be the id that Certificates & secrets shows beside the value (column Secret ID), a GUID such"
                            + " as 2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11");
        }
        return id.orElse(null);
    }

    /** Notes what is wrong with the value of a client secret. */
    static void checkSecret(ClientSecret secret, Violations violations) {
        String value = secret.reveal();
        if (value.isEmpty()
                || value.length() > LONGEST_SECRET
                || CONTROL.matcher(value).find()) {
            violations.add(
                    "clientSecret",
                    "must be the value of a client secret: 1 to " + LONGEST_SECRET
                            + " characters without control characters, usually 40 with a ~ among them");
        } else if (secret.looksLikeAnId()) {
            violations.add(
                    "clientSecret",
                    "has the form of the secret's id, not of its value. Paste what the column Value of Certificates &"
                            + " secrets shows, usually 40 characters with a ~ among them; it is shown only once, so make"
                            + " a new secret if it is gone");
        } else if (value.contains("***")) {
            violations.add(
                    "clientSecret",
                    "is the masked value that the portal shows of an older secret. The value is shown only once: make a"
                            + " new secret and paste its value, usually 40 characters with a ~ among them");
        }
    }

    /** Reads a certificate; nothing if there is none or it is not valid. */
    Optional<NewCredential> certificate(@Nullable CertificateDraft draft) {
        if (draft == null) {
            return Optional.empty();
        }
        GenerateDraft generate = draft.generate();
        String pkcs12 = draft.pkcs12();
        if (draft.sealed() != null) {
            violations.add("certificate.sealed", "is for a connection's own draft; here, give generate or pkcs12");
            return Optional.empty();
        }
        if ((generate == null) == (pkcs12 == null)) {
            violations.add(
                    "certificate",
                    "must have either generate, such as {\"generate\": {\"validity\": \"P1Y\"}}, or pkcs12 with"
                            + " password");
            return Optional.empty();
        }
        return pkcs12 == null
                ? Optional.ofNullable(generate).map(this::generated)
                : own(pkcs12, draft.password() == null ? "" : draft.password());
    }

    private NewCredential generated(GenerateDraft draft) {
        int keySize = draft.keySize() == null ? LEAST_KEY_SIZE : draft.keySize();
        if (!CertificateMaker.KEY_SIZES.contains(keySize)) {
            violations.add("certificate.generate.keySize", "must be 3072 or 4096 (bits)");
        }
        return new NewCredential.Generated(draft.validity() == null ? validity : period(draft.validity()), keySize);
    }

    private Period period(String text) {
        try {
            Period period = Period.parse(text.strip().toUpperCase(Locale.ROOT));
            if (CertificateMaker.isSensible(period)) {
                return period;
            }
        } catch (DateTimeException | ArithmeticException noPeriod) {
            // said below
        }
        violations.add(
                "certificate.generate.validity", "must be an ISO 8601 period from P1D to P3Y, such as P1Y or P180D");
        return validity;
    }

    private Optional<NewCredential> own(String pkcs12, String password) {
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(pkcs12);
        } catch (IllegalArgumentException noBase64) {
            violations.add(
                    "certificate.pkcs12", "must be a PKCS#12 file in Base64, such as base64 -w0 file.pfx prints");
            return Optional.empty();
        }
        if (content.length == 0 || content.length > Pkcs12File.LARGEST) {
            violations.add("certificate.pkcs12", "must be a PKCS#12 file of at most " + Pkcs12File.LARGEST + " bytes");
            return Optional.empty();
        }
        try {
            return Optional.of(new NewCredential.Own(Pkcs12File.read(content, password, clock.instant()), false));
        } catch (UnusableCertificate unusable) {
            violations.add("certificate.pkcs12", unusable.complaint());
            return Optional.empty();
        }
    }

    private @Nullable Instant expiry(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String bare = text.strip();
            Instant expiry = bare.contains("T")
                    ? OffsetDateTime.parse(bare).toInstant()
                    : LocalDate.parse(bare).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (expiry.isAfter(clock.instant())) {
                return expiry;
            }
            violations.add("secretExpiresAt", "is in the past: make a new secret");
            return null;
        } catch (DateTimeException noDate) {
            violations.add(
                    "secretExpiresAt",
                    "must be the date that Certificates & secrets shows in the column Expires, such as 2027-01-31");
            return null;
        }
    }
}
