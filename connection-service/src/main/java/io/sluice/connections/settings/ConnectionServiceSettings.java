package io.sluice.connections.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** The settings of connection-service. The database, Kafka and the identity provider have Quarkus' own settings. */
@ConfigMapping(prefix = "sluice.connections")
public interface ConnectionServiceSettings {

    /** The keys that encrypt credentials at rest. */
    Keyset keyset();

    /**
     * Where a connection's own base URLs may point: {@code https://host}, {@code http://host:8080},
     * {@code https://host/path} or, with any port, {@code http://host:*}. Microsoft's own addresses need no entry.
     * Empty by default: nothing else is permitted.
     */
    Optional<List<String>> allowedBaseUrls();

    /** The certificates that the service makes. */
    Certificates certificates();

    /** When the expiry of credentials is announced. */
    Expiry expiry();

    /** How tokens are asked for and remembered. */
    Tokens tokens();

    /** How changes reach the {@code connections} topic. */
    Publication publication();

    /** How connections are tested. */
    Trial trial();

    /** The keyset file. */
    interface Keyset {

        /** A Tink keyset in JSON, kept outside the database and readable by this service alone. Required. */
        Path file();

        /**
         * Whether a keyset is created where the file does not exist. It is refused nevertheless if the database already
         * holds credentials, because they could never be read again.
         */
        @WithDefault("false")
        boolean create();

        /**
         * For how long the same key must have been the primary one before everything is encrypted again with it: as
         * long as a new file needs to reach every replica.
         */
        @WithDefault("PT1M")
        Duration settle();
    }

    /** The certificates that the service makes. */
    interface Certificates {

        /** For how long a certificate is valid if its request does not say: from P1D to P3Y. */
        @WithDefault("P1Y")
        Period validity();
    }

    /** When the expiry of credentials is announced: 30, 14, 7 and 1 days before. */
    interface Expiry {

        /** How often credentials are looked at. */
        @WithDefault("PT10M")
        Duration interval();
    }

    /** How tokens are asked for and remembered. */
    interface Tokens {

        /** How long connecting to Entra ID may take. */
        @WithDefault("PT5S")
        Duration connectTimeout();

        /** How long an answer of Entra ID may take, connecting included. */
        @WithDefault("PT15S")
        Duration requestTimeout();

        /**
         * How long a failure that only an operator can repair is answered from memory, so that pollers do not hammer
         * Entra ID. A change of the connection ends it at once.
         */
        @WithDefault("PT1M")
        Duration refusalMemory();

        /** How long a failure of the network or of Entra ID itself is answered from memory. */
        @WithDefault("PT3S")
        Duration outageMemory();

        /** A token younger than this is not replaced, even if the caller asks for a fresh one. */
        @WithDefault("PT30S")
        Duration forcedRefreshInterval();
    }

    /** How changes reach the {@code connections} topic. */
    interface Publication {

        /** How often marks are looked for; a change on this replica is published at once. */
        @WithDefault("PT1S")
        Duration interval();

        /** How many connections are published in one transaction. */
        @WithDefault("500")
        int batch();

        /** How long the broker may take to acknowledge a record before the batch is tried again. */
        @WithDefault("PT20S")
        Duration acknowledgeTimeout();
    }

    /** How connections are tested. */
    interface Trial {

        /** How long a test may take; what has not come to its end by then has failed. */
        @WithDefault("PT45S")
        Duration deadline();

        /** How long one call may take, connecting included. */
        @WithDefault("PT15S")
        Duration callTimeout();

        /** How many tests of one tenant this replica makes in a minute. */
        @WithDefault("6")
        int perMinute();

        /** How many tests this replica makes at once, of whichever tenants. */
        @WithDefault("16")
        int atOnce();
    }
}
