package io.sluice.microsoft.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;

/** Collects the body of a refusal: no more of it, and for no longer, than it takes to know what is refused. */
final class RefusalBody {

    /** How many bytes are collected. Microsoft's error documents have some thousands. */
    static final int MOST = 256 * 1024;

    private final HttpClientResponse response;
    private final Buffer collected = Buffer.buffer();
    private final Promise<byte[]> body = Promise.promise();

    private RefusalBody(HttpClientResponse response) {
        this.response = response;
    }

    /**
     * Collects a body, on the event loop of its answer; what comes behind the most or the longest is not waited for,
     * and its connection closed.
     *
     * @return fails if the answer breaks off
     */
    static Future<byte[]> of(HttpClientResponse response, Vertx vertx, Duration longest) {
        RefusalBody refusal = new RefusalBody(response);
        long timer = vertx.setTimer(longest.toMillis(), _ -> refusal.cut());
        response.handler(refusal::collect);
        response.exceptionHandler(refusal.body::tryFail);
        response.endHandler(_ -> refusal.end());
        return refusal.body.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void collect(Buffer data) {
        int room = MOST - collected.length();
        collected.appendBuffer(data, 0, Math.min(room, data.length()));
        if (data.length() > room) {
            cut();
        }
    }

    private void cut() {
        end();
        response.request().reset();
    }

    private void end() {
        body.tryComplete(collected.getBytes());
    }
}
