package io.sluice.connections.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionChanged;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.registry.RegistryException.ConnectionDisabled;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.tokens.TokenSlot.FailedToken;
import io.sluice.connections.tokens.TokenSlot.Issued;
import io.sluice.connections.tokens.TokenSlot.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.token.AccessToken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Issues access tokens for connections. What it remembers belongs to one revision of a connection: a change of the
 * connection, on whichever replica, makes it forget tokens, failures and the secret in memory.
 */
@ApplicationScoped
public class TokenIssuer {

    /** Secrets and tokens of connections that nobody asks for leave the memory after this. */
    private static final Duration UNUSED = Duration.ofHours(2);

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
     * Returns a token that is valid for a while: ten minutes at least if Entra ID is well and issues tokens of an hour.
     *
     * @param resource what the token is for, such as {@code https://api.security.microsoft.com}
     * @param refresh whether a kept token is not good enough, because Microsoft has refused it
     * @throws MicrosoftException if Entra ID gives none
     * @throws io.sluice.connections.registry.RegistryException.NoSuchConnection if there is no such connection
     * @throws ConnectionDisabled if it is switched off
     */
    @WithSpan("issue access token")
    public AccessToken issue(RegisteredConnection connection, String resource, boolean refresh)
            throws MicrosoftException {
        if (!connection.details().enabled()) {
            throw new ConnectionDisabled(connection);
        }
        if (!policy.permits(connection.details().login())) {
            throw new MicrosoftException(new InvalidRequest(
                    "The connection's sign-in address " + connection.details().login()
                            + " is not permitted by the service's setting sluice.connections.allowed-base-urls.",
                    null));
        }
        try {
            Issued issued = applicant(connection).slot(resource).get(refresh);
            count("issued", issued.source());
            return issued.token();
        } catch (FailedToken failed) {
            count(failed.failure().kind(), failed.source());
            throw new MicrosoftException(failed.failure());
        }
    }

    void changed(@Observes ConnectionChanged change) {
        applicants.invalidate(change.connectionId());
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }

    private Applicant applicant(RegisteredConnection connection) {
        Applicant known = applicants.getIfPresent(connection.id());
        if (known != null && known.revision == connection.revision()) {
            return known;
        }
        Applicant fresh = new Applicant(
                connection.revision(),
                new EntraClient(
                        connection.details(),
                        connections.clientSecret(connection.id()),
                        http,
                        settings.requestTimeout(),
                        executor,
                        clock));
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
        private final EntraClient entra;
        private final ConcurrentMap<String, TokenSlot> slots = new ConcurrentHashMap<>();

        Applicant(long revision, EntraClient entra) {
            this.revision = revision;
            this.entra = entra;
        }

        TokenSlot slot(String resource) {
            return slots.computeIfAbsent(
                    resource,
                    name -> new TokenSlot(
                            () -> entra.ask(name), throttles.of(entra.login(), entra.tenantId()), settings, clock));
        }
    }
}
