package io.sluice.connections.trial;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the calls of a test: each once, without following a redirect or a link, and reading no more of an answer than
 * its beginning.
 */
final class Caller {

    /** An answer to one incident can be megabytes; what a test wants to know is at the beginning. */
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final HttpClient http;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * Makes calls through a client.
     *
     * @param http follows no redirects
     * @param timeout how long the head of an answer may take
     */
    Caller(HttpClient http, Duration timeout, InstantSource clock) {
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Makes a call.
     *
     * @param token goes into the header {@code Authorization}; empty: none
     * @throws IOException if there is no answer; {@link TransportFault} knows why
     */
    Answer call(String method, URI address, Optional<String> body, Map<String, String> headers, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("User-Agent", "Sluice")
                .header("client-request-id", UUID.randomUUID().toString())
                .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        headers.forEach(request::header);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        // A proxy's refusal of a tunnel has no body, not even an empty one.
        try (InputStream stream = response.body() == null ? InputStream.nullInputStream() : response.body()) {
            byte[] read = stream.readNBytes(LARGEST_ANSWER + 1);
            return new Answer(
                    response.statusCode(),
                    response.headers().map().entrySet().stream()
                            .filter(header -> !header.getValue().isEmpty())
                            .collect(toUnmodifiableMap(
                                    header -> header.getKey().toLowerCase(Locale.ROOT),
                                    header -> header.getValue().getFirst(),
                                    (one, _) -> one)),
                    Answer.text(read),
                    read.length <= LARGEST_ANSWER,
                    clock.instant(),
                    token);
        }
    }
}
