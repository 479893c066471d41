package io.sluice.connections.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialMaterial;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionChanged;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.registry.RegistryException.ConnectionDisabled;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.tokens.FreshAnswer.Evidence;
import io.sluice.connections.tokens.TenantThrottles.Throttle;
import io.sluice.connections.tokens.TokenSlot.FailedToken;
import io.sluice.connections.tokens.TokenSlot.Issued;
import io.sluice.connections.tokens.TokenSlot.Source;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Issues access tokens for connections. What it remembers belongs to one revision of a connection: a change of the
 * connection, on whichever replica, makes it forget failures and secrets in memory. Tokens stay as long as they are the
 * same application's and the credential is the same or was tried before it became active: a token is good whatever
 * credential brought it, so that no poll notices a rotation.
 */
@ApplicationScoped
public class TokenIssuer {

    /** Secrets and tokens of connections that nobody asks for leave the memory after this. */
    private static final Duration UNUSED = Duration.ofHours(2);

    /**
     * Of how many resources a connection's tokens are kept. Its capabilities need fewer; when others were asked for so
     * often, those that no capability needs are forgotten.
     */
    private static final int MOST_RESOURCES = 32;

    private final Connections connections;
    private final BaseUrlPolicy policy;
    private final ConnectionServiceSettings.Tokens settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final TenantThrottles throttles = new TenantThrottles();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final Cache<UUID, Applicant> applicants =
            Caffeine.newBuilder().expireAfterAccess(UNUSED).build();

    TokenIssuer(
            Connections connections,
            BaseUrlPolicy policy,
            ConnectionServiceSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.connections = connections;
        this.policy = policy;
        this.settings = settings.tokens();
        this.clock = clock;
        this.meters = meters;
        this.http = HttpClient.newBuilder()
                .connectTimeout(this.settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    /**
     * Returns a token that is valid for a while (ten minutes at least if Entra ID is well and issues tokens of an
     * hour), or why there is none.
     *
     * @param resource what the token is for, such as {@code https://api.security.microsoft.com}
     * @param refresh whether a kept token is not good enough, because Microsoft has refused it
     * @throws ConnectionDisabled if the connection is switched off
     */
    @WithSpan("issue access token")
    public TokenAnswer issue(RegisteredConnection connection, String resource, boolean refresh) {
        if (!connection.details().enabled()) {
            throw new ConnectionDisabled(connection);
        }
        try {
            checkLogin(connection.details());
            Issued issued = applicant(connection).slot(resource).get(refresh);
            count("issued", issued.source());
            return new TokenAnswer.Issued(issued.token(), issued.source() == Source.MEMORY);
        } catch (FailedToken failed) {
            count(failed.failure().kind(), failed.source());
            return new TokenAnswer.Refused(failed.failure(), failed.source() == Source.MEMORY);
        } catch (MicrosoftException notAsked) {
            count(notAsked.failure().kind(), Source.MEMORY);
            return new TokenAnswer.Refused(notAsked.failure(), true);
        }
    }

    /**
     * Asks Entra ID for a token once, whatever is remembered, and remembers nothing of it but a throttle.
     *
     * @param details a connection's, saved or not, enabled or not
     * @param credential what to sign in with
     * @param resource what the token is for, such as {@code https://api.security.microsoft.com}
     */
    @WithSpan("ask for access token afresh")
    public FreshAnswer askAfresh(ConnectionDetails details, CredentialMaterial credential, String resource) {
        try {
            checkLogin(details);
            Throttle throttle = throttles.of(details.login(), details.tenantId());
            Duration wait = throttle.remaining(clock.instant());
            if (wait.isPositive()) {
                return new FreshAnswer.Refused(throttle.failure(wait), Evidence.NONE);
            }
            EntraClient entra = client(details, credential);
            try {
                return new FreshAnswer.Given(entra.ask(resource), entra.evidence());
            } catch (MicrosoftException refused) {
                if (refused.failure() instanceof Throttled throttled) {
                    throttle.add(clock.instant().plus(throttled.retryAfter()));
                }
                return new FreshAnswer.Refused(
                        refused.failure(), entra.evidence().or(refused.evidence()));
            }
        } catch (MicrosoftException notPermitted) {
            return new FreshAnswer.Refused(notPermitted.failure(), Evidence.NONE);
        }
    }

    void changed(@Observes ConnectionChanged change) {
        if (connections.find(change.connectionId()).isEmpty()) {
            applicants.invalidate(change.connectionId());
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }

    private void checkLogin(ConnectionDetails details) throws MicrosoftException {
        if (!policy.permits(details.login())) {
            throw new MicrosoftException(new InvalidRequest(
                    "The connection's sign-in address " + details.login()
                            + " is not permitted by the service's setting sluice.connections.allowed-base-urls.",
                    null));
        }
    }

    private EntraClient client(ConnectionDetails details, CredentialMaterial credential) {
        return new EntraClient(details, credential, http, settings.requestTimeout(), executor, clock);
    }

    private Applicant applicant(RegisteredConnection connection) {
        Applicant known = applicants.getIfPresent(connection.id());
        if (known != null && known.revision >= connection.revision()) {
            return known;
        }
        Applicant fresh = new Applicant(connection, connections.activeCredentials(connection.id()), known);
        return applicants
                .asMap()
                .merge(connection.id(), fresh, (one, other) -> one.revision >= other.revision ? one : other);
    }

    private void count(String outcome, Source source) {
        meters.counter(
                        "sluice.token.requests",
                        "outcome",
                        outcome,
                        "source",
                        source.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** One revision of a connection, with its tokens. */
    private final class Applicant {

        private final long revision;
        private final ConnectionDetails details;
        private final Map<String, Set<Capability>> needed;
        private final Map<CredentialKind, SignIn> signIns = new EnumMap<>(CredentialKind.class);
        private final ConcurrentMap<SlotKey, TokenSlot> slots = new ConcurrentHashMap<>();

        Applicant(RegisteredConnection connection, List<Unlocked> credentials, @Nullable Applicant earlier) {
            this.revision = connection.revision();
            this.details = connection.details();
            this.needed = NeededTokens.of(details);
            credentials.forEach(active -> signIns.put(
                    active.credential().kind(), new SignIn(active.credential(), client(details, active.material()))));
            if (earlier != null && isSameApplication(earlier.details)) {
                earlier.slots.forEach((key, slot) -> inherit(key, slot, earlier));
            }
        }

        TokenSlot slot(String resource) throws MicrosoftException {
            CredentialKind kind =
                    details.credentialUse().kindFor(needed.getOrDefault(resource, Set.of()), signIns.keySet());
            SignIn signIn = signIns.get(kind);
            if (signIn == null) {
                throw new MicrosoftException(new Unauthenticated(
                        "The connection has no active " + kind.caption() + ".",
                        null,
                        "Store one with POST /connections/{id}/credentials and activate it, or change the"
                                + " connection's credentialUse."));
            }
            SlotKey wanted = new SlotKey(resource, kind);
            if (slots.size() >= MOST_RESOURCES && !slots.containsKey(wanted)) {
                slots.keySet().removeIf(key -> !needed.containsKey(key.resource));
            }
            return slots.computeIfAbsent(wanted, key -> newSlot(key, signIn));
        }

        private void inherit(SlotKey key, TokenSlot slot, Applicant earlier) {
            SignIn signIn = signIns.get(key.kind);
            SignIn before = earlier.signIns.get(key.kind);
            if (signIn != null && before != null && signIn.succeeds(before)) {
                slots.put(key, newSlot(key, signIn).inheriting(slot));
            }
        }

        private boolean isSameApplication(ConnectionDetails other) {
            return details.clientId().equals(other.clientId())
                    && details.tenantId().equals(other.tenantId())
                    && details.cloud() == other.cloud()
                    && details.login().equals(other.login());
        }

        private TokenSlot newSlot(SlotKey key, SignIn signIn) {
            return new TokenSlot(
                    () -> signIn.entra.ask(key.resource),
                    throttles.of(details.login(), details.tenantId()),
                    settings,
                    clock);
        }
    }

    /** An active credential, towards Entra ID. */
    private record SignIn(Credential credential, EntraClient entra) {

        /**
         * Tells whether tokens that an earlier one brought can stay: nobody needs to find out whether this one works.
         */
        boolean succeeds(SignIn earlier) {
            return credential.id().equals(earlier.credential.id()) || credential.triedAt() != null;
        }
    }

    private record SlotKey(String resource, CredentialKind kind) {}
}
