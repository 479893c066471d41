package io.sluice.sentinel.hunting;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
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
 * Runs queries in a tenant's advanced hunting (Microsoft Learn: "security: runHuntingQuery"). One row is in memory.
 * Nothing is tried again here, and no limits are kept: the caller knows what that costs.
 */
public final class Hunting {

    /**
     * How many rows an answer has at most; one with as many lacks others without saying so (Microsoft Learn: "Microsoft
     * Graph security API overview", advanced hunting quotas).
     */
    public static final int MOST_ROWS = 100_000;

    /** For how long Microsoft runs a query, whatever is asked. */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static final Duration QUEUE = Duration.ofSeconds(30);

    private final SurfaceCalls calls;

    /** Makes a client. */
    public Hunting(MicrosoftHttp http, AccessTokens tokens) {
        this.calls = new SurfaceCalls(http, tokens, Surface.GRAPH);
    }

    /**
     * Runs a query. The types of its columns are given as Kusto calls them.
     *
     * @throws MicrosoftException if it failed; rows before that have been handed on. An answer that is too large is
     *     malformed: asking for less at once helps
     * @throws InterruptedException if the thread is to stop
     */
    public QueryEnd query(Connection connection, Query query, RowSink sink)
            throws MicrosoftException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("Query", query.text());
        if (query.timespan() != null) {
            body.put("Timespan", query.timespan());
        }
        Duration wait = query.timeLimit().compareTo(LONGEST_WAIT) < 0 ? query.timeLimit() : LONGEST_WAIT;
        return calls.post(
                connection,
                "/v1.0/security/runHuntingQuery",
                Map.of(),
                Json.write(body),
                wait.plus(QUEUE),
                query.longest(),
                new HuntingRefusals(),
                answer -> HuntingAnswer.read(answer, sink));
    }
}
