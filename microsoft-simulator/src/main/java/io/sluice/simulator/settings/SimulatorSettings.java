package io.sluice.simulator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can be set, with its default. */
@ConfigMapping(prefix = "sluice.simulator")
public interface SimulatorSettings {

    /** Seed of every choice; the same seed and the same start give the same tenants, incidents and changes. */
    @WithDefault("1")
    long seed();

    /** How many tenants there are; the first three are contoso, fabrikam and woodgrove, further ones are generated. */
    @WithDefault("3")
    int tenants();

    /** People (each with a mailbox and usually a device) in each tenant. */
    @WithDefault("60")
    int people();

    /** Devices in each tenant, servers included. */
    @WithDefault("50")
    int devices();

    /** How much has already happened when the simulator starts. */
    @WithDefault("PT6H")
    Duration history();

    /**
     * New incidents an hour in each tenant, on average; 0 makes a tenant in which only the control API does anything.
     */
    @WithDefault("90")
    double rate();

    /** How fast incidents evolve: 2 halves every pause in the scenarios, 0.1 makes them ten times longer. */
    @WithDefault("1.0")
    double evolutionSpeed();

    /** Additional evidence in each alert, in bytes of JSON, for load tests; alerts have 2 to 4 KB without it. */
    @WithDefault("0")
    int extraEvidence();

    /** How long a change takes to show up at the API after its lastUpdateTime. */
    VisibilityDelay visibilityDelay();

    /** A folder with further scenario files ({@code *.yaml}); a file of the same name replaces a built-in one. */
    Optional<Path> scenarioFolder();

    /** Whether the built-in scenarios are played. */
    @WithDefault("true")
    boolean builtInScenarios();

    /**
     * Where clients reach the Microsoft surfaces; issuer and endpoints in tokens and discovery documents begin with it.
     * When empty, the Host header of each request decides.
     */
    Optional<URI> baseUrl();

    /** Entra ID. */
    Entra entra();

    /** Defender XDR. */
    Defender defender();

    /**
     * Whether the documented limits of the other services are enforced: calls to Defender for Endpoint, Microsoft
     * Graph, Log Analytics, Azure Resource Manager and Defender for Cloud Apps in a time.
     */
    @WithDefault("true")
    boolean limits();

    /** Microsoft Graph. */
    Graph graph();

    /** Queries of Log Analytics. */
    LogAnalytics logAnalytics();

    /** The quarantine of Exchange Online. */
    Quarantine quarantine();

    /** Microsoft Sentinel. */
    Sentinel sentinel();

    /** Recorded result pages. */
    Replay replay();

    /** The bounds between which the delay of each change is drawn. */
    interface VisibilityDelay {
        /** Shortest delay. */
        @WithDefault("PT0S")
        Duration min();

        /** Longest delay. */
        @WithDefault("PT2S")
        Duration max();
    }

    /** Settings of the token service. */
    interface Entra {
        /** Life of an access token. The real service draws it between 60 and 90 minutes. */
        @WithDefault("PT1H")
        Duration tokenLifetime();

        /**
         * What stands between the trace id, correlation id and timestamp in error texts: newer answers have a space.
         */
        @WithDefault("space")
        ErrorSeparator errorSeparator();
    }

    /** Settings of the incidents API. */
    interface Defender {
        /** Calls a minute for each application in each tenant; 0 for no limit. */
        @WithDefault("50")
        int callsPerMinute();

        /** Calls an hour for each application in each tenant; 0 for no limit. */
        @WithDefault("1500")
        int callsPerHour();

        /** Where a 429 says how long to wait. */
        @WithDefault("both")
        ThrottleAnswer throttleAnswer();

        /**
         * Whether a full page carries {@code @odata.nextLink}; the documentation of the real API is silent about it.
         */
        @WithDefault("false")
        boolean nextLink();

        /** Whether properties of an entity that do not apply are left out or given as null. */
        @WithDefault("omitted")
        NullStyle nullStyle();

        /** The order of the list; integrations of the real API report that it has none. */
        @WithDefault("scrambled")
        Order order();

        /**
         * What a valid token for another resource gets, at Defender for Endpoint too: users of the real APIs have seen
         * 401 and 403.
         */
        @WithDefault("401")
        int wrongAudienceStatus();
    }

    /** Settings of Microsoft Graph. */
    interface Graph {
        /** Calls about incidents and alerts in any minute, for each application in each tenant; 0 for no limit. */
        @WithDefault("150")
        int callsPerMinute();
    }

    /** Settings of Log Analytics. */
    interface LogAnalytics {
        /** Most rows of an answer. */
        @WithDefault("500000")
        long rows();

        /** Largest answer, in bytes before compression. */
        @WithDefault("104857600")
        long bytes();

        /** What an answer that is too large gets. */
        @WithDefault("partial")
        TooLarge tooLarge();

        /** Queries of one application that run at the same time; more wait. 0 for no limit. */
        @WithDefault("5")
        int concurrency();
    }

    /** Treatment of answers that are too large. */
    enum TooLarge {
        /** Status 200 with the rows that fit and an error at the end. */
        PARTIAL,
        /** Status 400. */
        REFUSED
    }

    /** Settings of Exchange Online's quarantine. */
    interface Quarantine {
        /** Spam, bulk mail and the like that is quarantined in each tenant a day, besides the mail of the attacks. */
        @WithDefault("60")
        int perDay();

        /** Whether a message to several people is one row of the list, or one for each of them. */
        @WithDefault("mixed")
        Rows rows();

        /** Requests of a tenant that may run at the same time; 0 for no limit. */
        @WithDefault("4")
        int concurrency();

        /**
         * Whether roles that may only read the list may also see, preview and export messages; whether the real service
         * lets them has not been measured.
         */
        @WithDefault("false")
        boolean readersMayExport();

        /** Folders with {@code *.eml} files that lie in the quarantine of the tenant {@code replay}. */
        Optional<List<Path>> folder();
    }

    /** Settings of Microsoft Sentinel: when it has what happens, and what it finds itself. */
    interface Sentinel {
        /** How long Sentinel takes to write down what Defender shows. */
        SyncDelay syncDelay();

        /** How long a row takes from its TimeGenerated until queries find it. */
        IngestionDelay ingestionDelay();

        /** The share of rows that are late, between 0 and 1. */
        @WithDefault("0.03")
        double lateShare();

        /** How long a late row may take. */
        @WithDefault("PT10M")
        Duration latest();

        /**
         * How long Azure Resource Manager may show an incident without its alerts and entities, at most; some incidents
         * have them at once.
         */
        @WithDefault("PT5M")
        Duration objectDelay();

        /** Alerts of rules an hour in each tenant, on average, that have nothing to do with an attack. */
        @WithDefault("4")
        double noise();

        /**
         * Tenants, by name, whose workspace is not part of the Defender portal: the incidents of its own rules are not
         * Defender's.
         */
        @WithDefault("fabrikam")
        List<String> notOnboarded();
    }

    /** The bounds between which the delay of each change is drawn. */
    interface SyncDelay {
        /** Shortest delay. */
        @WithDefault("PT1S")
        Duration min();

        /** Longest delay. */
        @WithDefault("PT1M")
        Duration max();
    }

    /** The bounds between which the delay of each row is drawn. */
    interface IngestionDelay {
        /** Shortest delay. */
        @WithDefault("PT1S")
        Duration min();

        /** Longest delay, but for late rows. */
        @WithDefault("PT1M")
        Duration max();
    }

    /** Rows of a message to several people. */
    enum Rows {
        /** One for each of them. */
        PER_RECIPIENT,
        /** One for all of them. */
        PER_MESSAGE,
        /** Either, but always the same for one message. */
        MIXED
    }

    /** Settings of the replayed tenant, which exists when a folder is given. */
    interface Replay {
        /** Folders with recorded pages ({@code *.json}, {@code *.json.resp}), not descended into. */
        Optional<List<Path>> folder();

        /** Whether recorded times stay or move close before the start, each incident's by one and the same span. */
        @WithDefault("keep")
        Times times();
    }

    /** Separators in error texts. */
    enum ErrorSeparator {
        /** A space, as in newer answers. */
        SPACE,
        /** Carriage return and line feed, as in older answers. */
        CRLF
    }

    /** Places in which a 429 tells the time to wait. */
    enum ThrottleAnswer {
        /** Only a Retry-After header. */
        HEADER,
        /** Only the message of the body. */
        BODY,
        /** Header and body. */
        BOTH
    }

    /** Treatment of properties without a value. */
    enum NullStyle {
        /** Left out, as in recent captures. */
        OMITTED,
        /** Given as null, as in the documentation's sample. */
        EXPLICIT
    }

    /** Orders of the list. */
    enum Order {
        /** Stable, but unrelated to time. */
        SCRAMBLED,
        /** Most recently created first, as documented. */
        NEWEST_FIRST
    }

    /** Treatment of recorded times. */
    enum Times {
        /** As recorded. */
        KEEP,
        /** Moved, so that clients that look back a limited time find them. */
        SHIFT
    }
}
