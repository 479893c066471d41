package io.sluice.enrichment.directory;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/** The settings of the directory. */
@ConfigMapping(prefix = "sluice.enrichment.directory")
public interface DirectorySettings {

    /** Where connection-service is; it gives the access tokens. */
    URI connectionServiceUrl();

    /** For how long what was read of a user or a device is told again without a call; {@code PT0S}: never. */
    @WithDefault("PT1H")
    Duration cacheTime();

    /** How much memory that may take; what was asked for least is forgotten first. */
    @WithDefault("64M")
    MemorySize cacheMemory();

    /** How long a request may take from when it is worked on, waiting for its turns at Microsoft included. */
    @WithDefault("PT2M")
    Duration timeLimit();

    /** How many requests are worked on at once. */
    @WithDefault("128")
    @Min(1)
    int atOnce();

    /** How many of them are for one tenant. */
    @WithDefault("4")
    @Min(1)
    int perTenant();

    /** After how long without a byte a call to Microsoft has failed. */
    @WithDefault("PT30S")
    Duration idleTimeout();

    /** How many calls to one of Microsoft's hosts run at once. */
    @WithDefault("256")
    @Min(1)
    int connectionsPerHost();

    /** How often a connection is tried, so that its status is known; where it does not work, each minute. */
    @WithDefault("PT15M")
    Duration probeInterval();

    /** How long after a status the next one is told although nothing has changed. */
    @WithDefault("PT3M")
    Duration statusHeartbeat();
}
