package io.sluice.local.stack;

import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL from binaries that come as a library; also runs for root, whom PostgreSQL itself refuses. */
final class Postgres implements Part {

    /** The database of connection-service. */
    static final String DATABASE = "connections";

    /** The only user; the server listens on the loopback address and trusts whoever comes. */
    static final String USER = "postgres";

    /** Not looked at by the server; the services' configuration wants one. */
    static final String PASSWORD = "trusted";

    private final Home home;
    private final Ports ports;

    Postgres(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return ports.postgres();
    }

    @Override
    public Mark start() throws IOException {
        Path data = home.data().resolve(name());
        File log = home.log(name()).toFile();
        removeHalfUnpacked();
        // Not closed: the server outlives this object, and the supervisor ends it like every other process.
        EmbeddedPostgres.builder()
                .setPort(ports.postgres())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.cache().resolve("postgres").toFile())
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C")
                .setServerConfig("max_connections", "50")
                .setServerConfig("shared_buffers", "32MB")
                .setPGStartupWait(Duration.ofMinutes(1))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                .start();
        createDatabase();
        String pid =
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(Mark::of)
                .orElseThrow(() -> new IOException("PostgreSQL ended as soon as it was started"));
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect(DATABASE)) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public boolean isReplaceable() {
        return true;
    }

    /** Returns the JDBC address of connection-service's database. */
    String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The library would trip for ever over binaries whose unpacking was interrupted: it marks only complete ones. */
    private void removeHalfUnpacked() throws IOException {
        Path binaries = Files.createDirectories(home.cache().resolve(name()));
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(binaries, "PG-*")) {
            for (Path version : versions) {
                if (!Files.exists(version.resolve(".exists"))) {
                    Preconditions.removed(version);
                }
            }
        }
    }

    private void createDatabase() throws IOException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("create database " + DATABASE);
                }
            }
        } catch (SQLException e) {
            throw new IOException("The database of connection-service could not be created", e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.HOST + ":" + ports.postgres() + "/" + database;
    }
}
