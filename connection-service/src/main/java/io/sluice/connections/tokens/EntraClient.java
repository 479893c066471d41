package io.sluice.connections.tokens;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.sluice.connections.credentials.CertificateKey;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialMaterial;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.tokens.FreshAnswer.Evidence;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.RetryAfter;
import io.sluice.microsoft.token.AccessToken;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One application in one tenant, towards Entra ID: an MSAL4J confidential client. Each call is a request over the
 * network; {@link TokenSlot} remembers what it brings. MSAL4J's own retries and its discovery of instances are off.
 */
final class EntraClient {

    private final ConnectionDetails connection;
    private final CredentialMaterial credential;
    private final EntraHttp http;
    private final ConfidentialClientApplication application;
    private final Duration patience;
    private final InstantSource clock;

    EntraClient(
            ConnectionDetails connection,
            CredentialMaterial credential,
            HttpClient http,
            Duration timeout,
            ExecutorService executor,
            InstantSource clock) {
        this.connection = connection;
        this.credential = credential;
        this.http = new EntraHttp(http, connection.login(), timeout);
        this.patience = timeout.plusSeconds(5);
        this.clock = clock;
        try {
            this.application = ConfidentialClientApplication.builder(connection.clientId(), credential(credential))
                    .authority(connection.cloud().login() + "/" + connection.tenantId())
                    .instanceDiscovery(false)
                    .disableInternalRetries()
                    .sendX5c(false) // the certificate is known by its thumbprint
                    .httpClient(this.http)
                    .executorService(executor)
                    .build();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("The cloud's sign-in address is no URL", impossible);
        }
    }

    private static IClientCredential credential(CredentialMaterial credential) {
        return switch (credential) {
            case ClientSecret secret -> ClientCredentialFactory.createFromSecret(secret.reveal());
            case CertificateKey key ->
                ClientCredentialFactory.createFromCertificate(
                        key.reveal(), key.certificate().x509());
        };
    }

    /** Returns what Entra ID's last answer said, for one who asks alone. */
    Evidence evidence() {
        return http.last();
    }

    /** Returns where the secret is sent. */
    URI login() {
        return connection.login();
    }

    /** Returns the tenant that is asked. */
    String tenantId() {
        return connection.tenantId();
    }

    /**
     * Asks Entra ID for a token.
     *
     * @param resource such as {@code https://api.security.microsoft.com}
     * @throws MicrosoftException if there is none
     */
    AccessToken ask(String resource) throws MicrosoftException {
        ClientCredentialParameters parameters = ClientCredentialParameters.builder(Set.of(resource + "/.default"))
                .skipCache(true)
                .build();
        try {
            return read(application.acquireToken(parameters).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            // The cause stays behind: MSAL4J's texts quote Entra ID, which can quote the request.
            throw new MicrosoftException(failure(failed, resource), answer(failed));
        } catch (TimeoutException silence) {
            throw new MicrosoftException(new Unavailable(noAnswer()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new MicrosoftException(new Unavailable("connection-service is stopping."));
        }
    }

    private static AccessToken read(@Nullable IAuthenticationResult result) throws MicrosoftException {
        // MSAL4J reports success without a token for an answer such as {}.
        String token = result == null ? null : result.accessToken();
        Date expiry = result == null ? null : result.expiresOnDate();
        if (token == null || token.isEmpty() || expiry == null) {
            throw new MicrosoftException(
                    new MalformedAnswer("Entra ID reports success, but its answer holds no access token."));
        }
        try {
            return new AccessToken(token, expiry.toInstant());
        } catch (IllegalArgumentException noToken) {
            throw new MicrosoftException(
                    new MalformedAnswer("Entra ID reports success, but what it gives is no access token."), noToken);
        }
    }

    private MicrosoftFailure failure(Throwable failed, String resource) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Optional<MicrosoftFailure> known = switch (cause) {
                case EntraIsBusy busy -> Optional.of(busy(busy));
                case HttpTimeoutException _ -> Optional.of(new Unavailable(noAnswer()));
                case IOException io ->
                    Optional.of(new Unavailable("Entra ID cannot be reached at " + login() + ": "
                            + io.getClass().getSimpleName() + "."));
                case MsalServiceException refused -> Optional.of(refused(refused, resource));
                case NotFromEntra foreign ->
                    Optional.of(new MalformedAnswer("The answer of " + login() + ", HTTP " + foreign.status()
                            + ", is not JSON; is there a proxy that answers instead of Entra ID?"));
                default -> Optional.empty();
            };
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new MalformedAnswer("The answer of " + login() + " is not understood.");
    }

    private static MicrosoftException.Evidence answer(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case EntraIsBusy busy -> {
                    return new MicrosoftException.Evidence(busy.status(), null);
                }
                case NotFromEntra foreign -> {
                    return new MicrosoftException.Evidence(foreign.status(), null);
                }
                case MsalServiceException refused -> {
                    return new MicrosoftException.Evidence(
                            refused.statusCode(), EntraRefusals.correlationId(refused.correlationId()));
                }
                default -> {
                    // its cause may be one of these
                }
            }
        }
        return MicrosoftException.Evidence.NONE;
    }

    private MicrosoftFailure refused(MsalServiceException refused, String resource) {
        return EntraRefusals.of(
                refused.errorCode(),
                AadstsCode.in(refused.getMessage()).orElse(null),
                refused.correlationId(),
                new EntraRefusals.Asked(connection.tenantId(), connection.clientId(), resource, credential));
    }

    private MicrosoftFailure busy(EntraIsBusy busy) {
        Instant now = clock.instant();
        String code = busy.code() == null ? "" : ", " + busy.code();
        if (busy.status() == 429 || busy.retryAfter() != null) {
            return new Throttled(
                    "Entra ID throttles the tenant " + connection.tenantId() + " (HTTP " + busy.status() + code + ").",
                    RetryAfter.of(busy.retryAfter(), "", now));
        }
        return new Unavailable("Entra ID has a fault (HTTP " + busy.status() + code + ").");
    }

    private String noAnswer() {
        return "Entra ID does not answer in time at " + login() + ".";
    }
}
