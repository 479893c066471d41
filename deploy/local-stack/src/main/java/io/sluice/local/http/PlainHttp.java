package io.sluice.local.http;

import java.net.http.HttpClient;
import java.time.Duration;

/** Clients for what listens on this machine, without TLS. */
public final class PlainHttp {

    private PlainHttp() {}

    /**
     * Returns a client that speaks HTTP/1.1. Left to itself, it would ask each new connection to become one of HTTP/2,
     * and of a large first answer after that Vert.x sends a frame now and then of which the client can make no sense:
     * "Frame type(85) length(6386548) exceeds MAX_FRAME_SIZE".
     *
     * @param patience how long a connection may take to be made
     */
    public static HttpClient client(Duration patience) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }
}
