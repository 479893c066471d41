package io.sluice.sentinel.loganalytics;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.sentinel.query.Query;
import io.sluice.sentinel.query.QueryEnd;
import io.sluice.sentinel.query.RowSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Queries the workspace of a connection (Microsoft Learn: "Azure Monitor Log Analytics API"). One row is in memory.
 * Nothing is tried again here, and no limits are kept: the caller knows what that costs.
 */
public final class LogAnalytics {

    /** How many rows an answer has at most; one with as many may lack others. */
    public static final int MOST_ROWS = 500_000;

    /** How many bytes the rows of an answer have at most. */
    public static final long MOST_BYTES = 100L * 1024 * 1024;

    /** For how long a query may run at most. */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** How much longer than the query itself an answer may be silent: it may have to wait in Microsoft's queue. */
    private static final Duration QUEUE = Duration.ofSeconds(30);

    private static final int NO_CONTENT = 204;

    private final SurfaceCalls calls;

    /** Makes a client. */
    public LogAnalytics(MicrosoftHttp http, AccessTokens tokens) {
        this.calls = new SurfaceCalls(http, tokens, Surface.LOG_ANALYTICS);
    }

    /**
     * Sees that there is an access token.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        calls.authorize(connection);
    }

    /**
     * Runs a query. A workspace without any data gives no rows and no columns.
     *
     * @throws MicrosoftException if it failed; rows before that have been handed on. An answer that is too large, or
     *     partial, is malformed: asking for less at once helps. A query that took too long is unavailable
     * @throws InterruptedException if the thread is to stop
     */
    public QueryEnd query(Connection connection, Query query, RowSink sink)
            throws MicrosoftException, InterruptedException {
        Sentinel sentinel = connection.capabilities().sentinel();
        if (sentinel == null) {
            throw new MicrosoftException(new InvalidRequest("The connection names no Sentinel workspace.", null));
        }
        Map<String, String> body = new LinkedHashMap<>();
        body.put("query", query.text());
        if (query.timespan() != null) {
            body.put("timespan", query.timespan());
        }
        long seconds = Math.clamp(query.timeLimit().toSeconds(), 1, LONGEST_WAIT.toSeconds());
        try {
            return calls.post(
                    connection,
                    "/v1/workspaces/" + sentinel.workspaceId() + "/query",
                    Map.of("Prefer", "wait=" + seconds + ",include-statistics=true"),
                    Json.write(body),
                    Duration.ofSeconds(seconds).plus(QUEUE),
                    query.longest(),
                    new LogAnalyticsRefusals(sentinel.workspaceId(), seconds),
                    answer -> TableAnswer.read(answer, sink));
        } catch (MicrosoftException failed) {
            Integer status = failed.evidence().status();
            if (status != null && status == NO_CONTENT) {
                return QueryEnd.NOTHING;
            }
            throw failed;
        }
    }
}
