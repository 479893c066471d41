package io.sluice.connections.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.sluice.connections.tokens.FreshAnswer.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final int LARGEST_ANSWER = 256 * 1024;

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
     * @throws HttpTimeoutException if the answer has not come to its end in time
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
        long begun = System.nanoTime();
        HttpResponse<InputStream> answer = client.send(outgoing.build(), BodyHandlers.ofInputStream());
        last = evidence(answer);
        String body = read(answer.body(), timeout.minusNanos(System.nanoTime() - begun));
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new EntraIsBusy(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").orElse(null),
                    AadstsCode.in(body).orElse(null));
        }
        if (!body.stripLeading().startsWith("{")) {
            throw new NotFromEntra(answer.statusCode());
        }
        com.microsoft.aad.msal4j.HttpResponse response = new com.microsoft.aad.msal4j.HttpResponse();
        response.statusCode(answer.statusCode());
        response.body(body);
        response.addHeaders(answer.headers().map());
        return response;
    }

    /**
     * Reads a body within a time. The client's own timeout ends with the head of an answer; one that dribbles after it
     * would keep a thread and a socket for as long as it likes.
     */
    private static String read(@Nullable InputStream body, Duration left) throws IOException {
        if (body == null) {
            return ""; // a proxy's refusal of a tunnel has no body, not even an empty one
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                () -> {
                    over.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(Math.max(left.toMillis(), 1), TimeUnit.MILLISECONDS));
        try (body) {
            byte[] read = body.readNBytes(LARGEST_ANSWER + 1);
            if (over.get()) {
                throw new HttpTimeoutException("The answer did not come to its end in time");
            }
            if (read.length > LARGEST_ANSWER) {
                throw new IOException("The answer is larger than a token's");
            }
            return new String(read, UTF_8);
        } catch (IOException broken) {
            throw over.get() ? new HttpTimeoutException("The answer did not come to its end in time") : broken;
        } finally {
            deadline.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // whoever reads it is told
        }
    }

    private static Evidence evidence(HttpResponse<?> answer) {
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
