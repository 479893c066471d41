package io.sluice.connections.credentials;

import io.quarkus.runtime.Startup;
import io.sluice.connections.settings.ConnectionServiceSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Opens the keyset when the service starts, and refuses to start with one that does not fit the database. */
final class CipherAtStart {

    private static final Logger LOG = Logger.getLogger(CipherAtStart.class);

    private CipherAtStart() {}

    @Produces
    @Singleton
    @Startup
    static CredentialCipher open(ConnectionServiceSettings settings, Jdbi jdbi) {
        return open(settings.keyset(), jdbi);
    }

    static CredentialCipher open(ConnectionServiceSettings.Keyset settings, Jdbi jdbi) {
        KeysetFile file = new KeysetFile(settings.file());
        Optional<CredentialTable.Stored> stored = jdbi.withHandle(handle -> new CredentialTable(handle).any());
        if (!file.exists() && settings.create()) {
            if (stored.isPresent()) {
                throw new KeysetUnusable("The keyset file " + settings.file()
                        + " does not exist, but the database holds credentials that were encrypted with it. Restore the"
                        + " file, or empty the table 'credential' and enter all secrets again.");
            }
            file.create();
            LOG.infof(
                    "Created the keyset %s. Back it up: without it the stored credentials are lost.", settings.file());
        }
        CredentialCipher cipher = new CredentialCipher(Keyring.of(file));
        stored.ifPresent(any -> cipher.tryOn(
                any.ciphertext(),
                any.credential().connectionId(),
                any.credential().id()));
        return cipher;
    }
}
