package io.sluice.connections.rest;

import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.rest.DraftReader.NewConnection;
import io.sluice.connections.rest.DraftReader.Replacement;
import io.sluice.connections.sealing.SealingKey;
import io.sluice.connections.sealing.SealingKeys;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.settings.ConnectionServiceSettings.Certificates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads drafts of connections: everything that an operator may send, with what decides whether it is valid. */
@ApplicationScoped
class Drafts {

    /** A time at which nothing has expired yet. */
    private static final InstantSource BEFORE_ALL_EXPIRY = () -> Instant.EPOCH;

    private final BaseUrlPolicy policy;
    private final Supplier<SealingKey> key;
    private final Certificates certificates;
    private final InstantSource clock;

    @Inject
    Drafts(BaseUrlPolicy policy, SealingKeys keys, ConnectionServiceSettings settings, InstantSource clock) {
        this(policy, keys::key, settings.certificates(), clock);
    }

    Drafts(BaseUrlPolicy policy, Supplier<SealingKey> key, Certificates certificates, InstantSource clock) {
        this.policy = policy;
        this.key = key;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Reads a connection to be created.
     *
     * @throws InvalidBody if the draft is not valid
     */
    NewConnection create(ConnectionDraft draft) {
        Violations violations = new Violations();
        Optional<Replacement> read = reader(draft, clock, violations).read();
        if (draft.clientSecret() == null && draft.certificate() == null) {
            violations.add(
                    "clientSecret",
                    "is required, unless there is a certificate: the value of a client secret (the app registration's"
                            + " Certificates & secrets, column Value), usually 40 characters with a ~ among them; or"
                            + " \"certificate\": {\"generate\": {}}");
        }
        violations.refuse();
        Replacement valid = read.orElseThrow();
        return new NewConnection(valid.details(), valid.credentials());
    }

    /**
     * Reads a connection's replacement.
     *
     * @throws InvalidBody if the draft is not valid
     */
    Replacement replace(ConnectionDraft draft) {
        Violations violations = new Violations();
        Optional<Replacement> read = reader(draft, clock, violations).read();
        violations.refuse();
        return read.orElseThrow();
    }

    /**
     * Reads a connection of a list, which may exist or not; it needs no credential. What is wrong with it is noted.
     * That its credential has expired is not wrong: it may be stored already, and one that ages must not stop a whole
     * list.
     *
     * @return nothing if anything is wrong
     */
    Optional<Replacement> entry(ConnectionDraft draft, Violations violations) {
        Optional<Replacement> read =
                reader(draft, BEFORE_ALL_EXPIRY, violations).read();
        return violations.isEmpty() ? read : Optional.empty();
    }

    private DraftReader reader(ConnectionDraft draft, InstantSource time, Violations violations) {
        return new DraftReader(
                policy, new CredentialReader(certificates, time, violations), key, time, draft, violations);
    }
}
