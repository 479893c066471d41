package io.sluice.connections.rest;

import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.registry.ChangedMembers;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.Precondition;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.registry.RegistryException;
import io.sluice.connections.rest.DraftReader.Replacement;
import io.sluice.connections.rest.FleetCredentials.NotStored;
import io.sluice.connections.rest.FleetCredentials.Planned;
import io.sluice.connections.rest.FleetReader.Entry;
import io.sluice.connections.rest.FleetReader.Malformed;
import io.sluice.connections.rest.FleetReport.Outcome;
import io.sluice.connections.rest.FleetReport.Result;
import io.sluice.connections.rest.Problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the connections those of a list, each in a transaction of its own; names tell which is which. */
@ApplicationScoped
class FleetApply {

    private static final int MOST_NEW_KEYS = 100;

    private final Connections connections;
    private final FleetCredentials credentials;

    FleetApply(Connections connections, FleetCredentials credentials) {
        this.connections = connections;
        this.credentials = credentials;
    }

    /**
     * Applies a list.
     *
     * @param dryRun only tells what would become of each
     * @param prune whether connections that are not in the list are deleted
     * @throws Malformed if too many key pairs would have to be made, before anything is changed
     * @throws InvalidBody if a connection of the list would move to another tenant, before anything is changed
     */
    FleetReport apply(List<Entry> entries, boolean dryRun, boolean prune) {
        Map<String, RegisteredConnection> present = connections.all().stream()
                .collect(Collectors.toMap(connection -> key(connection.details().name()), Function.identity()));
        refuseOtherTenants(entries, present);
        refuseTooManyKeys(entries, present);
        List<Result> results = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (Entry entry : entries) {
            listed.add(key(entry.name()));
            RegisteredConnection before = present.get(key(entry.name()));
            results.add(guarded(
                    entry.name(),
                    () -> before == null ? create(entry, dryRun) : update(before, entry.replacement(), dryRun)));
        }
        if (prune) {
            present.values().stream()
                    .filter(connection ->
                            !listed.contains(key(connection.details().name())))
                    .sorted((a, b) ->
                            key(a.details().name()).compareTo(key(b.details().name())))
                    .forEach(connection ->
                            results.add(guarded(connection.details().name(), () -> delete(connection, dryRun))));
        }
        return FleetReport.of(dryRun, results);
    }

    private static void refuseOtherTenants(List<Entry> entries, Map<String, RegisteredConnection> present) {
        List<Violation> violations = new ArrayList<>();
        for (int index = 0; index < entries.size(); index++) {
            Entry entry = entries.get(index);
            RegisteredConnection before = present.get(key(entry.name()));
            if (before != null
                    && !before.details()
                            .tenantId()
                            .equals(entry.replacement().details().tenantId())) {
                violations.add(new Violation(
                        "[" + index + "].tenantId",
                        "is not the tenant of the connection of this name, which stays with its tenant for life: choose"
                                + " another name, or delete that one first, such as contoso-2",
                        entry.name()));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidBody(violations);
        }
    }

    private void refuseTooManyKeys(List<Entry> entries, Map<String, RegisteredConnection> present) {
        long wanted = entries.stream()
                .filter(entry ->
                        entry.replacement().credentials().stream().anyMatch(NewCredential.Generated.class::isInstance))
                .filter(entry -> {
                    RegisteredConnection before = present.get(key(entry.name()));
                    return before == null
                            || !connections.activeKinds(before.id()).contains(CredentialKind.CERTIFICATE);
                })
                .count();
        if (wanted > MOST_NEW_KEYS) {
            throw new Malformed("The list asks for " + wanted + " new certificates, and making each takes about a"
                    + " second: at most " + MOST_NEW_KEYS
                    + " are made at once. Apply the list in parts; connections that have a"
                    + " certificate do not count.");
        }
    }

    private Result create(Entry entry, boolean dryRun) {
        Replacement wanted = entry.replacement();
        credentials.refuseExpired(wanted.credentials());
        String todo = wanted.credentials().isEmpty()
                ? "It has no credential yet: no token is issued until one is stored (POST /connections/{id}/credentials)."
                : null;
        if (dryRun) {
            return new Result(entry.name(), null, Outcome.CREATED, null, null, todo);
        }
        RegisteredConnection created = connections.create(wanted.details(), wanted.credentials());
        return result(created, Outcome.CREATED, null, todo);
    }

    private Result update(RegisteredConnection before, Replacement wanted, boolean dryRun) {
        ConnectionDetails details = wanted.over(before.details());
        List<String> changed = new ArrayList<>(ChangedMembers.between(before.details(), details));
        boolean otherDetails = !changed.isEmpty();
        List<Planned> steps = credentials.plan(before, details, wanted.credentials());
        connections.check(before, details, FleetCredentials.inUseAtOnce(steps));
        if (!dryRun && steps.stream().anyMatch(Planned::changesSomething)) {
            steps = credentials.store(before, details, wanted.credentials());
        }
        steps.stream().filter(Planned::changesSomething).map(Planned::member).forEach(changed::add);
        String detail = detail(steps);
        if (changed.isEmpty()) {
            return result(before, Outcome.UNCHANGED, null, detail);
        }
        if (dryRun) {
            return result(before, Outcome.UPDATED, changed, detail);
        }
        RegisteredConnection after = otherDetails
                ? connections.replace(before.id(), new Precondition.Any(), wanted::over, List.of())
                : connections.get(before.id());
        return result(after, Outcome.UPDATED, changed, detail);
    }

    private static @Nullable String detail(List<Planned> steps) {
        String details =
                steps.stream().map(Planned::detail).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return details.isEmpty() ? null : details;
    }

    private Result delete(RegisteredConnection connection, boolean dryRun) {
        if (dryRun) {
            return result(connection, Outcome.DELETED, null, null);
        }
        RegisteredConnection deleted =
                connections.delete(connection.id(), new Precondition.OneOf(Set.of(connection.revision())));
        return result(deleted, Outcome.DELETED, null, null);
    }

    private static Result result(
            RegisteredConnection connection, Outcome outcome, @Nullable List<String> changed, @Nullable String detail) {
        return new Result(
                connection.details().name(),
                connection.id().toString(),
                outcome,
                changed,
                connection.revision(),
                detail);
    }

    private interface Step {
        Result run();
    }

    /** One connection that somebody changes at the same moment, or whose credential is no good, stops no other. */
    private static Result guarded(String name, Step step) {
        try {
            return step.run();
        } catch (RegistryException | NotStored refused) {
            return new Result(name, null, Outcome.FAILED, null, null, refused.getMessage());
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
