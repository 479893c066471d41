package io.sluice.connections.credentials;

/** Why a key of the keyset is not removed. Messages are for operators. */
public abstract sealed class KeysetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private KeysetException(String message) {
        super(message);
    }

    /** The keyset has no such key. */
    public static final class NoSuchKey extends KeysetException {
        private static final long serialVersionUID = 1L;

        /** Names what was asked for. */
        public NoSuchKey(String id) {
            super("The keyset has no key with the id '" + (id.length() > 20 ? id.substring(0, 20) + "…" : id)
                    + "'. GET /keyset lists them.");
        }
    }

    /** Something is encrypted with the key, or will be. */
    public static final class KeyInUse extends KeysetException {
        private static final long serialVersionUID = 1L;

        KeyInUse(String why) {
            super(why);
        }
    }
}
