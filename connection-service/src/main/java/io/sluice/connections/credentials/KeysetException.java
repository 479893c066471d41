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

    /** Another replica's keyset file is newer than this one's. */
    public static final class OlderKeyset extends KeysetException {
        private static final long serialVersionUID = 1L;

        OlderKeyset(long primary, long newest) {
            super("The keyset file of this replica is not the newest: its primary key is " + primary
                    + ", but another replica has used " + newest + " since. Give this replica the newest file. An older"
                    + " key never becomes the primary one again: add a new one instead.");
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
