package io.sluice.sentinel.stream;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.connection.SentinelSource;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.http.ServerClocks;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.quota.TurnLimits;
import io.sluice.microsoft.quota.Turns;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PolledSource;
import io.sluice.polling.poll.Schedule;
import io.sluice.polling.window.Window;
import io.sluice.sentinel.arm.SecurityInsights;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Sentinel's incidents and alerts, from the plane that a connection names, or from the one that can be read. */
public final class SentinelFindings implements PolledSource {

    /**
     * What polling takes of the limits of Log Analytics: 5 queries at once and 200 in 30 seconds for each application
     * (Microsoft Learn: "Azure Monitor service limits"). The rest is for questions, which another instance may answer.
     */
    public static final TurnLimits QUERIES = new TurnLimits("Log Analytics", 1, 20, Duration.ofSeconds(30));

    /**
     * 25 reads a second for each application and subscription (Microsoft Learn: "Understand how Azure Resource Manager
     * throttles requests").
     */
    private static final Quota RESOURCE_MANAGER = new Quota(25 * 60, 25 * 3600);

    private final Plane workspace;
    private final Plane resourceManager;
    private final AccessTokens tokens;
    private final ServerClocks clocks;
    private final Duration recheck;
    private final InstantSource clock;
    private final ConcurrentMap<String, Refused> refusals = new ConcurrentHashMap<>();

    SentinelFindings(
            Plane workspace,
            Plane resourceManager,
            AccessTokens tokens,
            ServerClocks clocks,
            Duration recheck,
            InstantSource clock) {
        this.workspace = workspace;
        this.resourceManager = resourceManager;
        this.tokens = tokens;
        this.clocks = clocks;
        this.recheck = recheck;
        this.clock = clock;
    }

    /**
     * Makes the source with its clients.
     *
     * @param queries how much of the limits of Log Analytics is taken
     * @param recheck how soon a workspace that refuses is asked again
     * @param memory how far back incidents are looked for that list an alert, and alerts that an incident lists
     */
    public static SentinelFindings of(
            MicrosoftHttp http,
            AccessTokens tokens,
            TurnLimits queries,
            Duration recheck,
            Duration memory,
            InstantSource clock) {
        return new SentinelFindings(
                new WorkspacePlane(
                        new LogAnalytics(http, tokens),
                        new Turns(queries, clock, Thread::sleep),
                        memory,
                        WorkspacePlane.NEARLY_ALL,
                        clock),
                new ResourceManagerPlane(
                        new SecurityInsights(http, tokens, new CallBudget(RESOURCE_MANAGER, clock, Thread::sleep)),
                        clock),
                tokens,
                http.clocks(),
                recheck,
                clock);
    }

    @Override
    public Capability capability() {
        return Capability.SENTINEL;
    }

    /** What a connection's planes show is told apart by the source of each finding; nothing of a log is compared. */
    @Override
    public String readsThrough(Connection connection) {
        return Capability.SENTINEL.word();
    }

    @Override
    public String service() {
        return "sentinel-reader";
    }

    @Override
    public Schedule schedule(Connection connection) {
        Sentinel sentinel = connection.capabilities().sentinel();
        return !connection.enabled() || sentinel == null || sentinel.source() == SentinelSource.NONE
                ? new Schedule.NotPolled()
                : new Schedule.Polled(sentinel.initialLookback(), connection.pollInterval());
    }

    /** The workspace's tables are logs: every change of a finding is a row of its own. */
    @Override
    public boolean showsThePresent() {
        return false;
    }

    @Override
    public Duration ahead(Connection connection) {
        Duration workspaces = ahead(connection, Surface.LOG_ANALYTICS);
        return workspaces.isZero() ? ahead(connection, Surface.RESOURCE_MANAGER) : workspaces;
    }

    private Duration ahead(Connection connection, Surface surface) {
        try {
            return clocks.ahead(Cloud.endpoint(connection, surface).baseUrl());
        } catch (IllegalArgumentException wrongSettings) {
            return Duration.ZERO; // reading tells what is wrong with them
        }
    }

    @Override
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        switch (source(connection)) {
            case LOG_ANALYTICS -> workspace.authorize(connection);
            case RESOURCE_MANAGER -> resourceManager.authorize(connection);
            case AUTOMATIC, NONE -> {
                // A tenant can have one of the two and not the other.
            }
        }
    }

    @Override
    public void read(Connection connection, Window window, Pass pass, Sink sink)
            throws MicrosoftException, InterruptedException {
        switch (source(connection)) {
            case LOG_ANALYTICS -> workspace.read(connection, window, sink);
            case RESOURCE_MANAGER -> resourceManager.read(connection, window, sink);
            case AUTOMATIC -> readFromEither(connection, window, pass, sink);
            case NONE -> {}
        }
    }

    private void readFromEither(Connection connection, Window window, Pass pass, Sink sink)
            throws MicrosoftException, InterruptedException {
        MicrosoftException refused = refusedLately(connection);
        if (refused == null) {
            try {
                workspace.read(connection, window, sink);
                return;
            } catch (MicrosoftException failed) {
                if (!isForThePlane(failed.failure())) {
                    throw failed;
                }
                refused = failed;
                refusals.put(connection.id(), new Refused(failed, clock.instant()));
            }
        }
        if (pass == Pass.OWED) {
            throw refused;
        }
        StatusError why = Diagnosis.of(refused.failure(), clock.instant()).error();
        sink.impaired(new StatusError(
                why.kind(),
                why.code(),
                "The workspace cannot be queried, so incidents and alerts are read from Azure Resource Manager,"
                        + " later and with less detail: " + why.message(),
                why.remedy(),
                why.at()));
        try {
            resourceManager.read(connection, window, sink);
        } catch (MicrosoftException alsoFailed) {
            // The workspace is what should be read, and its remedy the one that helps; unless it is only a matter of
            // waiting for the other.
            throw isForThePlane(alsoFailed.failure()) ? refused : alsoFailed;
        }
    }

    /** A workspace that refuses is asked again now and then, not at every poll. */
    private @Nullable MicrosoftException refusedLately(Connection connection) {
        Refused last = refusals.get(connection.id());
        return last == null || clock.instant().isAfter(last.at().plus(recheck)) ? null : last.failure();
    }

    private record Refused(MicrosoftException failure, Instant at) {}

    /** Whether the plane as such refuses: waiting does not help, the other plane may. */
    private static boolean isForThePlane(MicrosoftFailure failure) {
        return switch (failure) {
            case MicrosoftFailure.Unauthenticated _, MicrosoftFailure.Forbidden _, MicrosoftFailure.NotFound _ -> true;
            case MicrosoftFailure.InvalidRequest _,
                    MicrosoftFailure.Throttled _,
                    MicrosoftFailure.MalformedAnswer _,
                    MicrosoftFailure.Unavailable _ -> false;
        };
    }

    @Override
    public void forget(Connection connection) {
        tokens.forget(connection.id());
        refusals.remove(connection.id());
    }

    private static SentinelSource source(Connection connection) {
        return Objects.requireNonNull(connection.capabilities().sentinel(), "only connections with Sentinel are polled")
                .source();
    }
}
