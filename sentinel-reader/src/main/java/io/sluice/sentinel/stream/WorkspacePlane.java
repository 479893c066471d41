package io.sluice.sentinel.stream;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.raw.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
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
import java.util.Set;
import java.util.function.Function;

/**
 * The workspace's tables, read in windows of {@code ingestion_time()}. An answer that comes near what Log Analytics
 * gives at most, is refused as too large, is only partial or takes too long is one of too much: its window is split.
 */
final class WorkspacePlane implements Plane {

    private static final String STAGE = "sentinel-reader: reading the workspace";

    /** Of the 500,000 rows and 100 MB that Log Analytics gives; more may mean that something is left out. */
    static final Fullness NEARLY_ALL = new Fullness(LogAnalytics.MOST_ROWS * 9L / 10, LogAnalytics.MOST_BYTES * 8 / 10);

    /** The rows are not counted beforehand: a window is full when its answer says so. */
    private static final PageSizes PAGES = new PageSizes(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2);

    /** Shorter windows are not split by time: rows that were taken in together share an instant. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final int MOST_PARTS = 256;
    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);

    /** How long a query may wait for its turn: as long as all others of a busy application take. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A query that takes too long for a window and for parts of it takes too long whatever the window. */
    private static final int MOST_TIMEOUTS = 3;

    private static final Set<Integer> TIMEOUT = Set.of(400, 504);

    private final LogAnalytics workspace;
    private final Turns turns;
    private final Duration memory;
    private final Fullness nearlyAll;
    private final InstantSource clock;

    /**
     * How much an answer holds that may lack something.
     *
     * @param rows so many rows or more
     * @param bytes or so many bytes
     */
    record Fullness(long rows, long bytes) {

        boolean isReached(QueryEnd end) {
            return end.rows() >= rows || end.bytes() >= bytes;
        }
    }

    /**
     * Takes what is asked, and when.
     *
     * @param nearlyAll what answers are too full
     * @param memory how far back incidents are looked for that list an alert, and alerts that an incident lists
     */
    WorkspacePlane(LogAnalytics workspace, Turns turns, Duration memory, Fullness nearlyAll, InstantSource clock) {
        this.workspace = workspace;
        this.turns = turns;
        this.memory = memory;
        this.nearlyAll = nearlyAll;
        this.clock = clock;
    }

    @Override
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        workspace.authorize(connection);
    }

    @Override
    public void read(Connection connection, Window window, Sink sink) throws MicrosoftException, InterruptedException {
        Patience patience = new Patience();
        new WindowReader<Void>(
                        (part, _, _, _) -> new Extent(0, !isRead(connection, part, patience, sink)),
                        PAGES,
                        _ -> null,
                        _ -> {},
                        sink::completeTo)
                .read(window);
    }

    /** With queries that take too long, in one reading. */
    private static final class Patience {

        private int timeouts;

        /** Says that a window was read. */
        void renew() {
            timeouts = 0;
        }

        /** Says whether one more query that took too long is worth another try. */
        boolean lasts() {
            timeouts++;
            return timeouts < MOST_TIMEOUTS;
        }
    }

    /** Reads a window, unless it is too much at once and can be split. */
    private boolean isRead(Connection connection, Window window, Patience patience, Sink sink)
            throws MicrosoftException, InterruptedException {
        boolean splits = Duration.between(window.from(), window.to()).compareTo(SHORTEST) > 0;
        int parts = 1;
        while (true) {
            MicrosoftException tooMuch;
            try {
                if (isRead(connection, window, parts, sink)) {
                    patience.renew();
                    return true;
                }
                tooMuch = new MicrosoftException(new MalformedAnswer(
                        "What was written to the workspace within one second is more than Log Analytics gives."));
            } catch (MicrosoftException failed) {
                if (!(failed.failure() instanceof MalformedAnswer) && !(isTimeout(failed) && patience.lasts())) {
                    throw understood(connection, failed);
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
            // Alerts first, so that who reads an incident can know its alerts.
            QueryEnd alerts = query(
                    connection,
                    WindowQuery.ALERTS.text(window, memory, part, parts),
                    records -> RowReader.ofAlerts(records, sink));
            if (nearlyAll.isReached(alerts)) {
                return false;
            }
            QueryEnd incidents = query(
                    connection,
                    WindowQuery.INCIDENTS.text(window, memory, part, parts),
                    records -> RowReader.ofIncidents(records, sink));
            if (nearlyAll.isReached(incidents)) {
                return false;
            }
        }
        return true;
    }

    private QueryEnd query(Connection connection, String text, Function<RawRecords, RowReader> reader)
            throws MicrosoftException, InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        Principal principal = new Principal(connection.tenantId(), connection.clientId());
        try (Turns.Turn turn = turns.take(principal, deadline)) {
            // When the turn has come: of two readings, the one that waited longer may be the later one all the same.
            RawRecords records = new RawRecords(connection, Source.SENTINEL_LOG_ANALYTICS, STAGE, clock.instant());
            try {
                QueryEnd end = workspace.query(connection, new Query(text, null, TIME_LIMIT), reader.apply(records));
                if (!end.warnings().isEmpty()) {
                    // The queries leave nothing open that a warning could be about: something is missing.
                    throw new MicrosoftException(new MalformedAnswer("Log Analytics answered only in part."));
                }
                return end;
            } catch (MicrosoftException failed) {
                if (failed.failure() instanceof Throttled throttled) {
                    turn.throttled(throttled.retryAfter());
                }
                throw failed;
            }
        }
    }

    private static boolean isTimeout(MicrosoftException failed) {
        Integer status = failed.evidence().status();
        return failed.failure() instanceof Unavailable && status != null && TIMEOUT.contains(status);
    }

    /** A table that is not there is no fault of the query's, as Log Analytics has it: it belongs to Sentinel. */
    private static MicrosoftException understood(Connection connection, MicrosoftException failed) {
        boolean noTable = failed.failure() instanceof InvalidRequest invalid
                && invalid.code() != null
                && invalid.code().contains("SemanticError");
        Sentinel workspace = connection.capabilities().sentinel();
        if (!noTable || workspace == null) {
            return failed;
        }
        return new MicrosoftException(
                new NotFound("The workspace " + workspace.workspaceName() + " lacks the tables SecurityIncident and"
                        + " SecurityAlert, or columns of them. Switch Microsoft Sentinel on for the workspace, and connect"
                        + " Microsoft Defender XDR to it; the tables come with the first incident and alert."),
                failed);
    }
}
