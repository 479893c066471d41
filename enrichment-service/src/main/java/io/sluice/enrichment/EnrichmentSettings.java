package io.sluice.enrichment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of correlation, {@code sluice.enrichment.*}. */
@ConfigMapping(prefix = "sluice.enrichment")
public interface EnrichmentSettings {

    /** Where connection-service is; it gives the access tokens for the directory. */
    URI connectionServiceUrl();

    /** Where Kafka Streams keeps its local state. It can be deleted: the state is rebuilt from Kafka. */
    Path stateDirectory();

    /** How many threads take part in Kafka Streams. */
    @WithDefault("2")
    @Min(1)
    int streamThreads();

    /** How many replicas Kafka keeps of the state; 1 only where there is one broker. */
    @WithDefault("3")
    @Min(1)
    int stateReplicas();

    /** How much memory outside the heap the state of all partitions may take, in bytes. */
    @WithDefault("67108864")
    @Min(8388608)
    long storeMemory();

    /** For how long changes are gathered before the investigations that they change are written. */
    @WithDefault("PT0.1S")
    Duration pause();

    /** After how long without news an investigation is closed and forgotten. */
    @WithDefault("P30D")
    Duration retention();

    /** Of how many findings and entities each partition keeps what it read last decoded. */
    @WithDefault("1000")
    @Min(10)
    int kept();

    /** When findings belong together. */
    Correlation correlation();

    /** What is asked by itself. */
    FollowUps followUps();

    /** When findings belong together. */
    interface Correlation {

        /**
         * How far apart what two alerts are about may lie for users, devices, addresses of suspects and URLs to join
         * them.
         */
        @WithDefault("PT2H")
        Duration window();

        /** From how many incidents and single alerts on a user, device, file or URL joins nothing. */
        @WithDefault("12")
        @Min(2)
        int busyFrom();

        /**
         * What never is an entity, besides what {@code EntitySettings} ignores anyway, by kind: shared addresses,
         * service accounts, domains of one's own.
         */
        Map<String, Set<String>> ignored();
    }

    /** What is asked by itself. */
    interface FollowUps {

        /** Whether anything is. */
        @WithDefault("true")
        boolean enabled();

        /** How many requests a tenant may cause in an hour. */
        @WithDefault("200")
        @Min(0)
        int perHour();

        /** How long ago the newest event of an investigation may have been read for it to ask anything. */
        @WithDefault("PT24H")
        Duration youngerThan();

        /** About how many entities of an investigation each rule asks. */
        @WithDefault("5")
        @Min(1)
        @Max(50)
        int perInvestigation();

        /**
         * How long ago the newest alert of an investigation may have happened for its questions to be urgent. Those of
         * an older one, such as of the history that a new connection brings, come behind all others.
         */
        @WithDefault("PT30M")
        Duration lateAfter();

        /** How many questions a tenant may cause in an hour about what is long over; 0: none. */
        @WithDefault("20")
        @Min(0)
        int latePerHour();

        /** How often something is asked that cannot be answered for a passing reason, the first time included. */
        @WithDefault("3")
        @Min(1)
        @Max(10)
        int attempts();

        /** What differs from the usual, by the name of a rule such as {@code signins-of-user}. */
        Map<String, Rule> rules();
    }

    /** What differs from the usual in one rule. */
    interface Rule {

        /** Whether the rule is in force. */
        @WithDefault("true")
        boolean enabled();

        /** From which severity of the worst alert on an entity it asks: informational, low, medium, high, critical. */
        Optional<String> minSeverity();
    }
}
