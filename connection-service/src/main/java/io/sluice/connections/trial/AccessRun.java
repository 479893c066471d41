package io.sluice.connections.trial;

import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.trial.TrialReport.AccessTrial;
import io.sluice.connections.trial.TrialReport.Evidence;
import io.sluice.connections.trial.TrialReport.GrantTrial;
import io.sluice.connections.trial.TrialReport.Outcome;
import io.sluice.connections.trial.TrialReport.ProbeTrial;
import io.sluice.connections.trial.TrialReport.RoleTrial;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Probe;
import io.sluice.microsoft.cloud.Endpoint;
import io.sluice.microsoft.cloud.Surface;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The test of one interface for one capability. It runs in a thread of its own and can be asked for what it has so far
 * at any time.
 */
final class AccessRun {

    private static final Logger LOG = Logger.getLogger(AccessRun.class);

    /** How the Exchange admin API finds the tenant's mailboxes: a system mailbox that every tenant has. */
    private static final String ANCHOR = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";

    private final ConnectionDetails details;
    private final InstantSource clock;
    private final Caller caller;
    private final ClockWatch clocks;
    private final Capability capability;
    private final Access access;
    private final Optional<Endpoint> endpoint;
    private final Optional<Evidence> problem;
    private final List<ProbeTrial> probes = new CopyOnWriteArrayList<>();

    private volatile TokenCheck.@Nullable Result token;
    private volatile @Nullable Evidence unexpected;

    AccessRun(
            ConnectionDetails details,
            BaseUrlPolicy policy,
            InstantSource clock,
            Caller caller,
            ClockWatch clocks,
            Capability capability,
            Access access) {
        this.details = details;
        this.clock = clock;
        this.caller = caller;
        this.clocks = clocks;
        this.capability = capability;
        this.access = access;
        this.endpoint = Target.of(details, access.surface());
        this.problem = endpoint.isEmpty()
                ? Optional.of(Evidence.of(
                        "Microsoft's cloud '" + details.cloud().word() + "' has no "
                                + access.surface().caption() + ".",
                        "Switch the capability " + capability.word() + " off, or correct the connection's cloud."))
                : endpoint.map(Endpoint::baseUrl)
                        .filter(url -> !policy.permits(url))
                        .map(url -> Evidence.of(
                                "The address " + url
                                        + " is neither Microsoft's nor permitted by this service's settings.",
                                "Correct the connection's address, or have it permitted: the setting"
                                        + " sluice.connections.allowed-base-urls."));
    }

    Capability capability() {
        return capability;
    }

    Access access() {
        return access;
    }

    /** Returns what a token must be for, or nothing where none is of use. */
    Optional<String> resource() {
        return problem.isPresent() ? Optional.empty() : endpoint.map(Endpoint::resource);
    }

    /** Waits for the token and makes the calls. */
    void run(Map<String, Future<TokenCheck.Result>> tokens) throws InterruptedException {
        try {
            tryAll(tokens);
        } catch (RuntimeException fault) {
            LOG.errorf(
                    fault,
                    "The test of %s failed unexpectedly",
                    access.surface().word());
            unexpected = Evidence.of("The test itself failed unexpectedly.", "The service's log says why; report it.");
        }
    }

    private void tryAll(Map<String, Future<TokenCheck.Result>> tokens) throws InterruptedException {
        Optional<String> resource = resource();
        if (resource.isEmpty()) {
            return;
        }
        TokenCheck.Result result = get(Objects.requireNonNull(tokens.get(resource.get()), "asked for each resource"));
        token = result;
        if (result.token().isEmpty()) {
            return;
        }
        Endpoint there = endpoint.orElseThrow();
        for (Probe probe : access.probes()) {
            URI address = Target.address(details, there, probe, clock.instant());
            if (!call(probe, address, result)) {
                return;
            }
        }
    }

    private static TokenCheck.Result get(Future<TokenCheck.Result> token) throws InterruptedException {
        try {
            return token.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Asking for a token failed", failed.getCause());
        } catch (CancellationException over) { // the time for the whole test is over: that is what will be said
            throw new InterruptedException("Stopped while a token was asked for");
        }
    }

    /** Makes a call; tells whether the address answered at all, so that another call is worth making. */
    private boolean call(Probe probe, URI address, TokenCheck.Result result) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Answer answer = caller.call(
                    probe.method(),
                    address,
                    Target.body(details, probe, clock.instant()),
                    headers(),
                    result.token().orElseThrow().value());
            clocks.see(address, answer);
            Meaning meaning = AnyAnswer.of(answer, new Asked(details, access, probe, address, result.claims()));
            probes.add(trial(probe, address, meaning, meaning.evidence(answer), begun));
            return true;
        } catch (IOException failed) {
            if (Thread.interrupted()) { // the time for the whole test is over: that is what will be said
                throw new InterruptedException("Stopped while reading an answer");
            }
            Meaning meaning = TransportFault.of(failed, address);
            probes.add(trial(probe, address, meaning, meaning.evidence(), begun));
            return false;
        }
    }

    private Map<String, String> headers() {
        String domain = details.tenantDomain();
        return access.surface() == Surface.EXCHANGE
                ? Map.of("X-AnchorMailbox", ANCHOR + (domain == null ? details.tenantId() : domain))
                : Map.of();
    }

    private static ProbeTrial trial(Probe probe, URI address, Meaning meaning, Evidence evidence, long begun) {
        return new ProbeTrial(
                probe.method() + " " + address,
                meaning.works() ? Outcome.PASSED : Outcome.FAILED,
                evidence,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /** Returns what is known now; what is not will not come any more. */
    AccessTrial trial(Grants grants) {
        TokenCheck.@Nullable Result known = token;
        Optional<TokenClaims> claims = known == null ? Optional.empty() : known.claims();
        boolean issued = known != null && known.token().isPresent();
        GrantTrial permissions = grants.permissions(access, claims);
        List<RoleTrial> roles = grants.roles(access, claims);
        List<ProbeTrial> calls = calls(known);
        boolean works = issued
                && permissions.missing().isEmpty()
                && calls.stream().allMatch(call -> call.outcome() == Outcome.PASSED);
        boolean noteworthy = !permissions.excessive().isEmpty()
                || calls.stream().anyMatch(call -> call.evidence().remedy() != null);
        return new AccessTrial(
                access.surface().word(),
                access.surface().caption(),
                access.application().name(),
                endpoint.map(Endpoint::baseUrl).orElse(null),
                !works ? Verdict.FAILED : noteworthy ? Verdict.PASSED_WITH_WARNINGS : Verdict.PASSED,
                problem.orElse(unexpected),
                (known == null ? unanswered() : known).trial(),
                permissions,
                roles,
                calls);
    }

    private TokenCheck.Result unanswered() {
        if (problem.isPresent() || unexpected != null) {
            return TokenCheck.Result.notAsked(resource().orElse(null));
        }
        return new TokenCheck.Result(
                Optional.empty(),
                new TrialReport.TokenTrial(
                        Outcome.REFUSED,
                        resource().orElse(null),
                        Evidence.of(
                                "Entra ID did not answer in the time that a test has.",
                                "Check that connection-service reaches " + details.login() + ", and test again."),
                        null,
                        null,
                        null));
    }

    /** Returns a trial for each call, also for those that were not made or have not ended. */
    private List<ProbeTrial> calls(TokenCheck.@Nullable Result known) {
        List<ProbeTrial> calls = new ArrayList<>(probes);
        boolean begun = known != null && known.token().isPresent();
        for (Probe probe : access.probes().subList(calls.size(), access.probes().size())) {
            boolean unreached = !calls.isEmpty() && calls.getLast().evidence().status() == null;
            Optional<URI> address = endpoint.map(there -> Target.address(details, there, probe, clock.instant()));
            boolean hanging = begun && !unreached && address.isPresent();
            calls.add(new ProbeTrial(
                    probe.method() + " " + address.map(URI::toString).orElse(probe.path()),
                    hanging ? Outcome.FAILED : Outcome.SKIPPED,
                    hanging
                            ? TransportFault.tooSlow(address.get()).evidence()
                            : Evidence.of(
                                    begun
                                            ? "Not called, because the address does not answer."
                                            : "Not called, because there is no token.",
                                    null),
                    0));
        }
        return calls;
    }
}
