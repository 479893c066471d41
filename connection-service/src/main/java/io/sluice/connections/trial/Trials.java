package io.sluice.connections.trial;

import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.CredentialVault;
import io.sluice.connections.credentials.CredentialVault.Prepared;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.tokens.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Tests connections for callers: stored ones, drafts, and what a stored one would become. Each test is let in by the
 * {@link TrialGate} and leaves a line in the audit trail; none changes or keeps anything.
 */
@ApplicationScoped
public class Trials {

    private final Connections connections;
    private final CredentialVault vault;
    private final TokenIssuer issuer;
    private final ConnectionTrial trial;
    private final TrialGate gate;
    private final Audit audit;
    private final InstantSource clock;

    Trials(
            Connections connections,
            CredentialVault vault,
            TokenIssuer issuer,
            ConnectionTrial trial,
            TrialGate gate,
            Audit audit,
            InstantSource clock) {
        this.connections = connections;
        this.vault = vault;
        this.issuer = issuer;
        this.trial = trial;
        this.gate = gate;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tests a stored connection with its active credentials; a disabled one as well.
     *
     * @throws TrialGate.Refused if it is not the time for it
     */
    public TrialReport of(RegisteredConnection connection) throws TrialGate.Refused, InterruptedException {
        return stored(
                connection,
                connection.details(),
                Applicant.stored(connection.details(), connections.activeCredentials(connection.id()), issuer));
    }

    /**
     * Tests a connection that is not stored.
     *
     * @throws TrialGate.Refused if it is not the time for it
     */
    public TrialReport of(ConnectionDetails draft, List<NewCredential> credentials)
            throws TrialGate.Refused, InterruptedException {
        try (TrialGate.Pass _ = gate.enter(draft)) {
            TrialReport report = trial.run(draft, Applicant.of(draft, List.of(), prepared(draft, credentials), issuer));
            audit.record(
                    "connection.test",
                    draft,
                    report.verdict().word(),
                    Map.of("draft", "true", "clientId", draft.clientId()));
            return report;
        }
    }

    /**
     * Tests what a stored connection would be with other details, and with other credentials where some are given.
     *
     * @throws TrialGate.Refused if it is not the time for it
     */
    public TrialReport of(RegisteredConnection present, ConnectionDetails details, List<NewCredential> credentials)
            throws TrialGate.Refused, InterruptedException {
        List<Unlocked> active = connections.activeCredentials(present.id());
        return stored(present, details, Applicant.of(details, active, prepared(details, credentials), issuer));
    }

    private TrialReport stored(RegisteredConnection connection, ConnectionDetails details, Applicant applicant)
            throws TrialGate.Refused, InterruptedException {
        try (TrialGate.Pass _ = gate.enter(details)) {
            TrialReport report = trial.run(details, applicant);
            audit.record("connection.test", connection, report.verdict().word());
            return report;
        }
    }

    /** A key pair that is yet to be made cannot be known to Entra ID; it is left out, and the report says so. */
    private List<Prepared> prepared(ConnectionDetails details, List<NewCredential> credentials) {
        Instant now = clock.instant();
        return credentials.stream()
                .filter(credential -> !(credential instanceof NewCredential.Generated))
                .map(credential -> vault.prepare(credential, details.name(), now))
                .toList();
    }
}
