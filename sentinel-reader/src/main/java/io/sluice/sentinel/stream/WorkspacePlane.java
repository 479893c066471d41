package io.sluice.sentinel.stream;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.raw.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.Turns;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.polling.poll.PolledSource.Sink;
import io.sluice.polling.poll.RawRecords;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.PageSizes;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.sluice.sentinel.query.Query;
import io.sluice.sentinel.query.QueryEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The workspace's tables, read in windows of {@code ingestion_time()}. An answer that comes near what Log Analytics
 * gives at most, is refused as too large, is only partial or takes too long is one of too much: its window is split.
 */
final class WorkspacePlane implements Plane {

    private static final String STAGE = "sentinel-reader: reading the workspace";

    /** Of the 500,000 rows and 100 MB that Log Analytics gives; more may mean that something is left out. */
    private static final long NEARLY_ALL_ROWS = LogAnalytics.MOST_ROWS * 9L / 10;

    private static final long NEARLY_ALL_BYTES = LogAnalytics.MOST_BYTES * 8 / 10;

    /** The rows are not counted beforehand: a window is full when its answer says so. */
    private static final PageSizes PAGES = new PageSizes(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2);

    /** Shorter windows are not split by time: rows that were taken in together share an instant. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final int MOST_PARTS = 256;
    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);

    /** How long a query may wait for its turn: as long as all others of a busy application take. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int GATEWAY_TIMEOUT = 504;

    private final LogAnalytics workspace;
    private final Turns turns;
    private final Duration memory;
    private final InstantSource clock;

    /**
     * Takes what is asked, and when.
     *
     * @param memory how far back incidents are looked for that list an alert, and alerts that an incident lists
     */
    WorkspacePlane(LogAnalytics workspace, Turns turns, Duration memory, InstantSource clock) {
        this.workspace = workspace;
        this.turns = turns;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        workspace.authorize(connection);
    }

    @Override
    public void read(Connection connection, Window window, Sink sink) throws MicrosoftException, InterruptedException {
        new WindowReader<Void>(
                        (part, _, _, _) -> new Extent(0, !isRead(connection, part, sink)),
                        PAGES,
                        _ -> null,
                        _ -> {},
                        sink::completeTo)
                .read(window);
    }

    /** Reads a window, unless it is too much at once and can be split. */
    private boolean isRead(Connection connection, Window window, Sink sink)
            throws MicrosoftException, InterruptedException {
        boolean splits = Duration.between(window.from(), window.to()).compareTo(SHORTEST) > 0;
        int parts = 1;
        while (true) {
            MicrosoftException tooMuch;
            try {
                if (isRead(connection, window, parts, sink)) {
                    return true;
                }
                tooMuch = new MicrosoftException(new MalformedAnswer(
                        "What was written to the workspace within one second is more than Log Analytics gives."));
            } catch (MicrosoftException failed) {
                if (!isTooMuch(failed)) {
                    throw failed;
                }
                tooMuch = failed;
            }
            if (splits) {
                return false;
            }
            parts *= 4;
            if (parts > MOST_PARTS) {
                throw tooMuch;
            }
        }
    }

    private boolean isRead(Connection connection, Window window, int parts, Sink sink)
            throws MicrosoftException, InterruptedException {
        for (int part = 0; part < parts; part++) {
            RawRecords records = new RawRecords(connection, Source.SENTINEL_LOG_ANALYTICS, STAGE, clock.instant());
            // Alerts first, so that who reads an incident can know its alerts.
            QueryEnd alerts = query(
                    connection,
                    WindowQuery.ALERTS.text(window, memory, part, parts),
                    RowReader.ofAlerts(records, sink));
            if (isNearlyAll(alerts)) {
                return false;
            }
            QueryEnd incidents = query(
                    connection,
                    WindowQuery.INCIDENTS.text(window, memory, part, parts),
                    RowReader.ofIncidents(records, sink));
            if (isNearlyAll(incidents)) {
                return false;
            }
        }
        return true;
    }

    private QueryEnd query(Connection connection, String text, RowReader reader)
            throws MicrosoftException, InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        Principal principal = new Principal(connection.tenantId(), connection.clientId());
        try (Turns.Turn turn = turns.take(principal, deadline)) {
            try {
                return workspace.query(connection, new Query(text, null, TIME_LIMIT), reader);
            } catch (MicrosoftException failed) {
                if (failed.failure() instanceof Throttled throttled) {
                    turn.throttled(throttled.retryAfter());
                }
                throw failed;
            }
        }
    }

    private static boolean isNearlyAll(QueryEnd end) {
        return end.rows() >= NEARLY_ALL_ROWS || end.bytes() >= NEARLY_ALL_BYTES;
    }

    private static boolean isTooMuch(MicrosoftException failed) {
        Integer status = failed.evidence().status();
        return failed.failure() instanceof MalformedAnswer
                || (failed.failure() instanceof Unavailable && status != null && status == GATEWAY_TIMEOUT);
    }
}
