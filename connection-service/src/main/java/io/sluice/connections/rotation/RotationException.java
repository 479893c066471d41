package io.sluice.connections.rotation;

import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.microsoft.failure.MicrosoftFailure;
import java.util.stream.Collectors;

/** Why a credential is not stored, activated or deleted. Nothing has changed. Messages are for operators. */
public abstract sealed class RotationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RotationException(String message) {
        super(message);
    }

    /** The connection has no such credential, or no more. */
    public static final class NoSuchCredential extends RotationException {
        private static final long serialVersionUID = 1L;

        /** Names what was asked for; the text is the caller's and is cut to a sensible length. */
        public NoSuchCredential(String id) {
            super("The connection has no credential with the id '" + (id.length() > 64 ? id.substring(0, 64) + "…" : id)
                    + "'.");
        }
    }

    /** A credential waits already. */
    public static final class AlreadyStaged extends RotationException {
        private static final long serialVersionUID = 1L;

        AlreadyStaged(Credential waiting) {
            super("A " + waiting.kind().caption() + " (" + waiting.id()
                    + ") waits to be activated already. Activate it, or delete it first.");
        }
    }

    /** There is nothing to go back to. */
    public static final class NothingBefore extends RotationException {
        private static final long serialVersionUID = 1L;

        NothingBefore(CredentialKind kind) {
            super("The connection has no previous " + kind.caption() + " to go back to.");
        }
    }

    /** The connection could not sign in any more. */
    public static final class InUse extends RotationException {
        private static final long serialVersionUID = 1L;

        InUse(RegisteredConnection connection, Credential credential) {
            super("The connection '" + connection.details().name() + "' signs in with this "
                    + credential.kind().caption()
                    + ". Activate another one first, or change the connection's credentialUse.");
        }

        InUse(RegisteredConnection connection, Credential credential, Credential untried) {
            super("The connection '" + connection.details().name() + "' signs in with this "
                    + credential.kind().caption() + ", and its "
                    + untried.kind().caption() + " has never been tried. Try it with POST /connections/"
                    + connection.id() + "/credentials/" + untried.id() + "/activate; then delete this one.");
        }
    }

    /** A certificate says itself when it ends. */
    public static final class NotDescribable extends RotationException {
        private static final long serialVersionUID = 1L;

        NotDescribable(Credential credential) {
            super("The credential " + credential.id()
                    + " is a certificate, which says itself when it expires: secretId and secretExpiresAt describe"
                    + " client secrets.");
        }
    }

    /** The connection was changed while its credential was tried. */
    public static final class ChangedMeanwhile extends RotationException {
        private static final long serialVersionUID = 1L;

        ChangedMeanwhile() {
            super("The connection or the credential was changed while it was tried. Try again.");
        }
    }

    /** Entra ID does not take it. */
    public static final class NotAccepted extends RotationException {
        private static final long serialVersionUID = 1L;

        private final transient MicrosoftFailure failure;

        NotAccepted(Credential credential, Tryout refused) {
            super("The " + credential.kind().caption() + " stays "
                    + credential.state().word()
                    + ", and what is in use stays in use: it was tried for "
                    + refused.answers().keySet().stream().collect(Collectors.joining(", ")) + ".");
            this.failure = refused.obstacle().orElseThrow();
        }

        /** Returns why. */
        public MicrosoftFailure failure() {
            return failure;
        }
    }
}
