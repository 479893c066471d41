package io.sluice.connections.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** A real PostgreSQL, started once for all tests of the process; it stops with the process. */
public final class Database {

    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Database() {}

    /** Returns the JDBC URL of the service's database. */
    public static String jdbcUrl() {
        return POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    /** Returns an empty database of its own, with the service's tables. */
    public static Jdbi empty() {
        String name = "test" + COUNT.incrementAndGet();
        Jdbi.create(POSTGRES.getPostgresDatabase()).useHandle(handle -> handle.execute("create database " + name));
        DataSource database = POSTGRES.getDatabase("postgres", name);
        Flyway.configure().dataSource(database).load().migrate();
        return Jdbi.create(database);
    }

    private static EmbeddedPostgres start() {
        try {
            // Its ten seconds are too few where the machine is busy.
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
