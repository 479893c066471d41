package io.sluice.poller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The poller's settings, {@code sluice.poller.*}. */
@ConfigMapping(prefix = "sluice.poller")
public interface PollerConfig {

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

    /**
     * How far behind the present a poll ends. Microsoft stamps a change before it shows it, so that the very last
     * moments are not complete yet.
     */
    @WithDefault("PT2S")
    Duration safetyLag();

    /** How far a poll reads back before the last one's end, for what became visible late. */
    @WithDefault("PT2M")
    Duration overlap();

    /** How often young incidents are read again, for what was added to them without a new time stamp. */
    @WithDefault("PT2M")
    Duration settlingInterval();

    /** For how long after its last change an incident is young. */
    @WithDefault("PT20M")
    Duration settlingTime();

    /**
     * How soon a connection in which something happens is polled again. Where nothing does, it takes ever longer, up to
     * the connection's own interval.
     */
    @WithDefault("PT4S")
    Duration fastestInterval();

    /** After how long what was read is read once more, to see whether anything was missed. */
    @WithDefault("PT24H")
    Duration compareAfter();

    /** How many incidents are asked for at once, at most; Microsoft allows 100, and 50 through Microsoft Graph. */
    @WithDefault("100")
    @Min(1)
    @Max(100)
    int pageSize();

    /** After how long without a byte a call to Microsoft has failed. */
    @WithDefault("PT60S")
    Duration idleTimeout();

    /** How many calls to one of Microsoft's hosts run at once. */
    @WithDefault("1024")
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

    /** How long a stopped poller has to let go of its work. */
    @WithDefault("PT10S")
    Duration shutdownTimeout();

    /** Microsoft's limits for one application in one tenant; change them only where Microsoft has. */
    Quota quota();

    /**
     * The same of Microsoft Graph. Microsoft names none for incidents and alerts_v2; these are those of the older lists
     * of alerts.
     */
    GraphQuota graphQuota();

    /** How often Microsoft Graph is asked on behalf of one application in one tenant. */
    interface GraphQuota {

        /** Calls in any minute. */
        @WithDefault("150")
        @Min(2)
        int perMinute();

        /** Calls in any hour. */
        @WithDefault("9000")
        @Min(2)
        int perHour();
    }

    /** Microsoft's limits for one application in one tenant. */
    interface Quota {

        /** Calls in any minute. */
        @WithDefault("50")
        @Min(2)
        int perMinute();

        /** Calls in any hour. */
        @WithDefault("1500")
        @Min(2)
        int perHour();
    }
}
