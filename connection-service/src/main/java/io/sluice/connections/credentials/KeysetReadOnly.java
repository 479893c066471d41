package io.sluice.connections.credentials;

import java.nio.file.Path;

/** The keyset file cannot be changed by the service; the operator changes it where it comes from. */
public final class KeysetReadOnly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysetReadOnly(Path file) {
        super("The keyset file " + file + " cannot be written by the service. Change it where it comes from, with"
                + " Google's tinkey: add-key, then, once every replica has the file, promote-key. The service reads it"
                + " again by itself.");
    }
}
