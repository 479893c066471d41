package io.sluice.connections.trial;

import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.cloud.Surface;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tests connections: gets a token for each interface that is needed, compares what it grants with what is needed, and
 * makes one cheap call or two. The interfaces are tried at the same time, so one that hangs hides no other; what has
 * not come to its end when the time is over is reported as such. Nothing is changed anywhere, nothing is retried.
 */
@ApplicationScoped
public class ConnectionTrial {

    private final BaseUrlPolicy policy;
    private final ConnectionServiceSettings.Trial settings;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    @Inject
    ConnectionTrial(BaseUrlPolicy policy, ConnectionServiceSettings settings, InstantSource clock) {
        this(policy, settings.trial(), clock, HttpClient.newBuilder());
    }

    /**
     * Tests connections through a client of its own.
     *
     * @param client how connections are made, such as what certificates are trusted
     */
    ConnectionTrial(
            BaseUrlPolicy policy,
            ConnectionServiceSettings.Trial settings,
            InstantSource clock,
            HttpClient.Builder client) {
        this.policy = policy;
        this.settings = settings;
        this.clock = clock;
        this.http = client.connectTimeout(settings.callTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    /**
     * Tests a connection, be it enabled or not, saved or not.
     *
     * @param applicant gets the tokens
     * @throws InterruptedException if the thread is to stop
     */
    TrialReport run(ConnectionDetails details, Applicant applicant) throws InterruptedException {
        long begun = System.nanoTime();
        TrialSummary summary = new TrialSummary(details, clock.instant());
        Caller caller = new Caller(http, settings.callTimeout(), clock);
        List<Requirement> requirements = Requirements.of(details.capabilities());
        TokenCheck tokens = new TokenCheck(details, applicant, caller, summary.clocks(), clock);
        Map<String, Future<TokenCheck.Result>> asked = new LinkedHashMap<>();
        List<AccessRun> runs = new ArrayList<>();
        for (Requirement requirement : requirements) {
            requirement
                    .accesses()
                    .forEach(access -> runs.add(new AccessRun(
                            details, policy, clock, caller, summary.clocks(), requirement.capability(), access)));
        }
        for (AccessRun run : runs) {
            run.resource()
                    .ifPresent(resource ->
                            asked.computeIfAbsent(resource, name -> executor.submit(() -> tokens.ask(name))));
        }
        if (requirements.isEmpty()) {
            details.cloud()
                    .resource(Surface.GRAPH)
                    .ifPresent(resource -> asked.put(resource, executor.submit(() -> tokens.ask(resource))));
        }
        List<Future<?>> running = new ArrayList<>();
        for (AccessRun run : runs) {
            running.add(executor.submit(() -> {
                run.run(asked);
                return run;
            }));
        }
        running.addAll(asked.values());
        awaitAll(running, begun);
        return summary.report(
                requirements,
                runs,
                asked.values().stream().findFirst().filter(_ -> requirements.isEmpty()),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private void awaitAll(List<Future<?>> running, long begun) throws InterruptedException {
        try {
            for (Future<?> each : running) {
                long left = settings.deadline().toNanos() - (System.nanoTime() - begun);
                try {
                    each.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
                } catch (TimeoutException over) {
                    break;
                } catch (ExecutionException | CancellationException failed) {
                    // The run says so itself: what it has no result of is reported as not tried.
                }
            }
        } finally {
            running.forEach(each -> each.cancel(true));
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }
}
