package io.sluice.sentinel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of sentinel-reader, {@code sluice.sentinel.*}, besides those of questions. */
@ConfigMapping(prefix = "sluice.sentinel")
public interface SentinelSettings {

    /** Where connection-service is; it gives the access tokens. */
    URI connectionServiceUrl();

    /** Where Kafka Streams keeps its local state. It can be deleted: the state is rebuilt from Kafka. */
    Path stateDirectory();

    /** How many threads take part in Kafka Streams. Polls run on virtual threads and are not counted here. */
    @WithDefault("2")
    @Min(1)
    int streamThreads();

    /** How many replicas Kafka keeps of the state; 1 only where there is one broker. */
    @WithDefault("3")
    @Min(1)
    int stateReplicas();

    /** How far behind the present a poll ends: rows of the very last moments are not all there yet. */
    @WithDefault("PT5S")
    Duration safetyLag();

    /** How far a poll reads back before the last one's end, for what became visible late. */
    @WithDefault("PT2M")
    Duration overlap();

    /** How often young findings are read again, for what was added to them without a new time stamp. */
    @WithDefault("PT2M")
    Duration settlingInterval();

    /** For how long after its last change a finding is young. */
    @WithDefault("PT20M")
    Duration settlingTime();

    /** How far back incidents are looked for that list an alert, and alerts that an incident lists. */
    @WithDefault("P30D")
    Duration memory();

    /** After how long without a byte a call to Microsoft has failed. */
    @WithDefault("PT60S")
    Duration idleTimeout();

    /** How many calls to one of Microsoft's hosts run at once. */
    @WithDefault("256")
    @Min(1)
    int connectionsPerHost();

    /** How soon a connection whose credentials or permissions are refused is tried again. */
    @WithDefault("PT1M")
    Duration recheckInterval();

    /** The longest wait after repeated outages. */
    @WithDefault("PT2M")
    Duration longestBackoff();

    /**
     * How long after a record of a connection's status the next one comes although nothing has changed, so that its
     * last success and its lag stay fresh.
     */
    @WithDefault("PT1M")
    Duration statusHeartbeat();

    /** How long a stopped service has to let go of its work. */
    @WithDefault("PT10S")
    Duration shutdownTimeout();
}
