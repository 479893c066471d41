package io.sluice.connections.tokens;

import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.sluice.connections.tokens.FreshAnswer.Evidence;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How MSAL4J talks to Entra ID: with timeouts, and to the sign-in address of the connection. MSAL4J itself always sees
 * the cloud's public authority, because it insists on HTTPS and its cache misses authorities with a port; the address
 * is exchanged here.
 *
 * <p>Redirects are not followed: a secret goes to the address that the connection names and to no other.
 */
final class EntraHttp implements IHttpClient {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final long LARGEST_ANSWER = 256 * 1024;

    private final HttpClient client;
    private final URI login;
    private final Duration timeout;
    private volatile Evidence last = Evidence.NONE;

    EntraHttp(HttpClient client, URI login, Duration timeout) {
        this.client = client;
        this.login = login;
        this.timeout = timeout;
    }

    /** Returns what the last answer said. */
    Evidence last() {
        return last;
    }

    /**
     * Sends a request.
     *
     * @throws EntraIsBusy for the answers 429 and 5xx, whatever their body is
     * @throws NotFromEntra for other answers that are not JSON objects
     */
    @Override
    public IHttpResponse send(com.microsoft.aad.msal4j.HttpRequest request)
            throws IOException, InterruptedException, EntraIsBusy, NotFromEntra {
        last = Evidence.NONE;
        HttpRequest.Builder outgoing =
                HttpRequest.newBuilder(address(request.url())).timeout(timeout);
        request.headers().forEach(outgoing::header);
        outgoing.method(
                request.httpMethod().name(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        HttpResponse<String> answer =
                client.send(outgoing.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
        last = evidence(answer);
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new EntraIsBusy(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").orElse(null),
                    AadstsCode.in(answer.body()).orElse(null));
        }
        if (!answer.body().stripLeading().startsWith("{")) {
            throw new NotFromEntra(answer.statusCode());
        }
        com.microsoft.aad.msal4j.HttpResponse response = new com.microsoft.aad.msal4j.HttpResponse();
        response.statusCode(answer.statusCode());
        response.body(answer.body());
        response.addHeaders(answer.headers().map());
        return response;
    }

    private static Evidence evidence(HttpResponse<String> answer) {
        return new Evidence(
                answer.statusCode(),
                answer.headers()
                        .firstValue("client-request-id")
                        .filter(id -> GUID.matcher(id).matches())
                        .orElse(null),
                answer.headers().firstValue("Date").map(EntraHttp::time).orElse(null));
    }

    private static @Nullable Instant time(String date) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private URI address(URL url) {
        return URI.create(login + url.getFile());
    }
}
