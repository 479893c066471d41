package io.sluice.connections.settings;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The things that are not ours but that our beans want injected. */
final class Wiring {

    private Wiring() {}

    @Produces
    @Singleton
    static InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Jdbi jdbi(AgroalDataSource dataSource) {
        return Jdbi.create(dataSource);
    }
}
