package io.sluice.connections.registry;

import io.sluice.connections.credentials.CredentialKind;

/** Why a connection is not what the caller takes it for. Messages are for operators and hold no secret. */
public abstract sealed class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RegistryException(String message) {
        super(message);
    }

    /** There is no such connection, or no more. */
    public static final class NoSuchConnection extends RegistryException {
        private static final long serialVersionUID = 1L;

        /** Names what was asked for; the text is the caller's and is cut to a sensible length. */
        public NoSuchConnection(String id) {
            super("There is no connection with the id '" + (id.length() > 64 ? id.substring(0, 64) + "…" : id)
                    + "': it never was, or it has been deleted. GET /connections lists those that are.");
        }
    }

    /** Another connection has the name. */
    public static final class NameTaken extends RegistryException {
        private static final long serialVersionUID = 1L;

        NameTaken(String name) {
            super("Another connection is already called '" + name + "'. Names are unique, whatever the case of their"
                    + " letters.");
        }
    }

    /** The caller has seen an older revision. */
    public static final class StaleRevision extends RegistryException {
        private static final long serialVersionUID = 1L;

        StaleRevision(long current) {
            super("The connection has changed since: its revision is " + current
                    + ". Read it again and send its ETag as If-Match.");
        }
    }

    /** A connection stays with its tenant. */
    public static final class TenantIsFixed extends RegistryException {
        private static final long serialVersionUID = 1L;

        /** Names the tenant that the connection belongs to. */
        public TenantIsFixed(String tenantId) {
            super("The connection belongs to the tenant " + tenantId
                    + " for its whole life. Create another connection for another tenant.");
        }
    }

    /** A connection that signs in would stop to: it is to use a kind of credential of which it has none. */
    public static final class NoCredentialToUse extends RegistryException {
        private static final long serialVersionUID = 1L;

        NoCredentialToUse(RegisteredConnection connection, CredentialKind kind) {
            super("The connection '" + connection.details().name() + "' has no active " + kind.caption()
                    + ", and the new credentialUse names one. Store one with POST /connections/" + connection.id()
                    + "/credentials and activate it; then change credentialUse.");
        }
    }

    /** Nothing may be done through a connection that is switched off. */
    public static final class ConnectionDisabled extends RegistryException {
        private static final long serialVersionUID = 1L;

        /** Names the connection. */
        public ConnectionDisabled(RegisteredConnection connection) {
            super("The connection '" + connection.details().name() + "' is disabled. Enable it with POST /connections/"
                    + connection.id() + "/enable.");
        }
    }
}
