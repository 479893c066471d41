package io.sluice.connections.credentials;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client secret. It does not print itself, and it cannot be written as JSON: it only comes in. */
public final class ClientSecret implements CredentialMaterial {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final String value;

    private ClientSecret(String value) {
        this.value = value;
    }

    /** Takes a secret as an operator gives it; blanks around it are an accident of copying. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ClientSecret of(String value) {
        return new ClientSecret(value.strip());
    }

    /** Returns the secret itself, for encryption and for Entra ID alone. */
    public String reveal() {
        return value;
    }

    @Override
    public CredentialKind kind() {
        return CredentialKind.CLIENT_SECRET;
    }

    /**
     * Tells whether it has the form of a GUID. Secret values never have; the secret's <em>id</em>, shown beside it in
     * the portal, has.
     */
    public boolean looksLikeAnId() {
        return GUID.matcher(value).matches();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientSecret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return "ClientSecret[redacted]";
    }
}
