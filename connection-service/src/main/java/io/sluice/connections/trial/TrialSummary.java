package io.sluice.connections.trial;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.trial.TrialReport.AccessTrial;
import io.sluice.connections.trial.TrialReport.CapabilityTrial;
import io.sluice.connections.trial.TrialReport.Evidence;
import io.sluice.connections.trial.TrialReport.Outcome;
import io.sluice.connections.trial.TrialReport.ProbeTrial;
import io.sluice.connections.trial.TrialReport.TokenTrial;
import io.sluice.microsoft.capability.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the report of a test together: verdicts, warnings, and what to do in one list. */
final class TrialSummary {

    /** From when on an expiry is worth a warning. */
    private static final Duration SOON = Duration.ofDays(30);

    private final ConnectionDetails details;
    private final Instant testedAt;
    private final ClockWatch clocks = new ClockWatch();

    TrialSummary(ConnectionDetails details, Instant testedAt) {
        this.details = details;
        this.testedAt = testedAt;
    }

    /** Returns where clocks are compared. */
    ClockWatch clocks() {
        return clocks;
    }

    /**
     * Returns the report.
     *
     * @param signIn the token that was asked for without a capability
     */
    TrialReport report(
            List<Requirement> requirements,
            List<AccessRun> runs,
            Optional<Future<TokenCheck.Result>> signIn,
            Duration took) {
        Grants grants = new Grants(details, requirements);
        List<CapabilityTrial> capabilities = requirements.stream()
                .map(requirement -> capability(
                        requirement,
                        runs.stream()
                                .filter(run -> run.capability() == requirement.capability())
                                .map(run -> run.trial(grants))
                                .toList()))
                .toList();
        @Nullable TokenTrial token = signIn.map(this::signIn).orElse(null);
        List<String> warnings = warnings(capabilities, token);
        Verdict verdict = Verdict.worst(Stream.of(
                        capabilities.stream().map(CapabilityTrial::verdict),
                        Stream.of(token == null || token.outcome() == Outcome.ISSUED ? Verdict.PASSED : Verdict.FAILED),
                        Stream.of(warnings.isEmpty() ? Verdict.PASSED : Verdict.PASSED_WITH_WARNINGS))
                .flatMap(verdicts -> verdicts));
        return new TrialReport(
                verdict,
                summary(verdict, capabilities, token),
                testedAt,
                took.toMillis(),
                details.name(),
                details.tenantId(),
                capabilities,
                token,
                warnings,
                remedies(capabilities, token),
                clocks.worst().orElse(null));
    }

    private static CapabilityTrial capability(Requirement requirement, List<AccessTrial> accesses) {
        return new CapabilityTrial(
                requirement.capability(),
                requirement.capability().caption(),
                Verdict.worst(accesses.stream().map(AccessTrial::verdict)),
                accesses);
    }

    private TokenTrial signIn(Future<TokenCheck.Result> asked) {
        if (asked.state() == Future.State.SUCCESS) {
            return asked.resultNow().trial();
        }
        return new TokenTrial(
                Outcome.REFUSED,
                null,
                Evidence.of(
                        "Entra ID did not answer in the time that a test has.",
                        "Check that connection-service reaches " + details.login() + ", and test again."),
                null,
                null,
                null);
    }

    private static String summary(Verdict verdict, List<CapabilityTrial> capabilities, @Nullable TokenTrial token) {
        if (capabilities.isEmpty()) {
            return token != null && token.outcome() == Outcome.ISSUED
                    ? "The credentials are good. No capability is switched on, so nothing else was tried."
                    : "The credentials do not work. No capability is switched on, so nothing else was tried.";
        }
        long work = capabilities.stream()
                .filter(capability -> capability.verdict() != Verdict.FAILED)
                .count();
        String count = work == capabilities.size()
                ? (work == 1 ? "The capability works" : "All " + work + " capabilities work")
                : work + " of " + capabilities.size() + " capabilities work" + (work == 1 ? "s" : "");
        return switch (verdict) {
            case PASSED -> count + ".";
            case PASSED_WITH_WARNINGS -> count + "; see the warnings.";
            case FAILED -> count + "; see the remedies.";
        };
    }

    private List<String> warnings(List<CapabilityTrial> capabilities, @Nullable TokenTrial token) {
        Set<String> warnings = new LinkedHashSet<>();
        clocks.complaint()
                .ifPresent(complaint ->
                        warnings.add(complaint + " Set the clock of the machine that runs connection-service (NTP)."));
        tokens(capabilities, token).forEach(each -> expiry(each.credential()).ifPresent(warnings::add));
        for (CapabilityTrial capability : capabilities) {
            for (AccessTrial access : capability.accesses()) {
                if (!access.permissions().excessive().isEmpty()) {
                    warnings.add("The application has permissions of '" + access.application()
                            + "' that this connection does not need: "
                            + String.join(", ", access.permissions().excessive())
                            + ". Remove them, unless something else uses this application.");
                }
                access.probes().stream()
                        .filter(call -> call.outcome() == Outcome.PASSED
                                && call.evidence().remedy() != null)
                        .forEach(call -> warnings.add(call.evidence().meaning() + " "
                                + call.evidence().remedy()));
            }
        }
        return new ArrayList<>(warnings);
    }

    private Optional<String> expiry(@Nullable CredentialUsed credential) {
        if (credential == null || credential.expiresAt() == null) {
            return Optional.empty();
        }
        Instant expiry = credential.expiresAt();
        String what = credential.kind().equals("certificate") ? "certificate" : "client secret";
        if (!testedAt.isBefore(expiry)) {
            return Optional.of("The " + what + " has expired, as far as this service knows (" + expiry
                    + "). Replace it, or correct its date.");
        }
        long days = Duration.between(testedAt, expiry).toDays();
        return testedAt.plus(SOON).isAfter(expiry)
                ? Optional.of("The " + what + " expires in " + days + (days == 1 ? " day (" : " days (") + expiry
                        + "). Replace it before.")
                : Optional.empty();
    }

    private static List<String> remedies(List<CapabilityTrial> capabilities, @Nullable TokenTrial token) {
        Set<String> remedies = new LinkedHashSet<>();
        tokens(capabilities, token)
                .flatMap(each -> Stream.ofNullable(each.evidence()))
                .forEach(evidence -> add(remedies, evidence));
        for (CapabilityTrial capability : capabilities) {
            for (AccessTrial access : capability.accesses()) {
                if (access.problem() != null) {
                    add(remedies, access.problem());
                }
                if (!access.permissions().missing().isEmpty()) {
                    remedies.add("Add the application permissions "
                            + String.join(
                                    ", ",
                                    access.permissions().missing().stream()
                                            .map(TrialReport.Missing::name)
                                            .toList())
                            + " of '" + access.application() + "' for " + capability.caption()
                            + " and grant admin consent; then test again.");
                }
                access.probes().stream()
                        .filter(call -> call.outcome() == Outcome.FAILED)
                        .map(ProbeTrial::evidence)
                        .forEach(evidence -> add(remedies, evidence));
            }
        }
        return new ArrayList<>(remedies);
    }

    private static void add(Set<String> remedies, Evidence evidence) {
        if (evidence.remedy() != null) {
            remedies.add(evidence.remedy());
        }
    }

    private static Stream<TokenTrial> tokens(List<CapabilityTrial> capabilities, @Nullable TokenTrial token) {
        return Stream.concat(
                capabilities.stream()
                        .flatMap(capability -> capability.accesses().stream())
                        .map(AccessTrial::token),
                Stream.ofNullable(token));
    }
}
