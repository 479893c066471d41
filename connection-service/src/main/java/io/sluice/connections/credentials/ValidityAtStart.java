package io.sluice.connections.credentials;

import io.quarkus.runtime.StartupEvent;
import io.sluice.connections.settings.ConnectionServiceSettings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start with a validity of certificates that is out of bounds. */
@Singleton
final class ValidityAtStart {

    private final ConnectionServiceSettings settings;

    ValidityAtStart(ConnectionServiceSettings settings) {
        this.settings = settings;
    }

    void check(@Observes StartupEvent event) {
        if (!CertificateMaker.isSensible(settings.certificates().validity())) {
            throw new IllegalArgumentException("sluice.connections.certificates.validity: "
                    + settings.certificates().validity() + " is not within P1D and P3Y");
        }
    }
}
