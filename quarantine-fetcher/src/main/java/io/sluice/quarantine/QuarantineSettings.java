package io.sluice.quarantine;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.quarantine.exchange.ExchangeSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/** The settings of quarantine-fetcher, besides those of Exchange's limits and of the evidence store. */
@ConfigMapping(prefix = "sluice.quarantine")
public interface QuarantineSettings {

    /** The base URL of connection-service, which issues the access tokens. */
    URI connectionServiceUrl();

    /** After how long without a byte a call to Microsoft has failed. */
    @WithDefault("PT2M")
    Duration idleTimeout();

    /** How many calls run at once, for all tenants together. */
    @WithDefault("256")
    @Min(1)
    int connectionsPerHost();

    /** How Exchange Online is treated: Microsoft publishes no limits. */
    Exchange exchange();

    /** Limits of the calls to Exchange Online. */
    interface Exchange {

        /** The time between the starts of two calls for one tenant. */
        @WithDefault("PT1S")
        Duration interval();

        /** How many calls for one tenant run at once, at most; fewer where Exchange throttles. */
        @WithDefault("4")
        @Min(1)
        int concurrency();

        /** How often a call is made that fails in a way that passes. */
        @WithDefault("5")
        @Min(1)
        int tries();

        /** The wait before the second try; it doubles from try to try. */
        @WithDefault("PT1S")
        Duration backOff();

        /** How large an exported message may be. Exchange Online carries 150 MB. */
        @WithDefault("160M")
        MemorySize maxMessageSize();

        /** Returns them as the client of Exchange takes them. */
        default ExchangeSettings toSettings() {
            return new ExchangeSettings(
                    interval(),
                    concurrency(),
                    tries(),
                    backOff(),
                    maxMessageSize().asLongValue());
        }
    }

    /** How long a request may take from when its turn has come; then it fails with what there is. */
    @WithDefault("PT15M")
    Duration timeLimit();

    /** How many messages may be parsed at once: each takes up to 20 MB of memory and a processor. */
    @WithDefault("3")
    @Min(1)
    @Max(64)
    int parsers();

    /** How many requests are worked on at once. */
    @WithDefault("128")
    @Min(1)
    int requestsAtOnce();

    /** How many of them are for one tenant. */
    @WithDefault("4")
    @Min(1)
    int requestsPerTenant();

    /** How often a connection that nobody asks about is tried, so that its status is known. */
    @WithDefault("PT15M")
    Duration probeInterval();

    /** How long after a status the next one is told although nothing has changed. */
    @WithDefault("PT3M")
    Duration statusHeartbeat();
}
