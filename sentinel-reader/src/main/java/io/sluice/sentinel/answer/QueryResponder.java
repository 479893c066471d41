package io.sluice.sentinel.answer;

import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.Execution;
import io.sluice.contracts.query.QueryKind;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.microsoft.status.Diagnosis.Prospect;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import io.sluice.requests.Responder;
import io.sluice.sentinel.answer.Question.Prepared;
import io.sluice.sentinel.hunting.Hunting;
import io.sluice.sentinel.investigation.Window;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.sluice.sentinel.query.LargerThanGivenException;
import io.sluice.sentinel.query.QueryEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers questions: runs the query, gives out its rows in parts, and says how it was run. */
public final class QueryResponder implements Responder<QueryRequest, QueryPart> {

    private final Engines engines;
    private final InstantSource clock;
    private final Duration timeLimit;

    /**
     * Makes a responder.
     *
     * @param timeLimit how long a question may take, waiting for its turn at Microsoft included
     */
    public QueryResponder(Engines engines, InstantSource clock, Duration timeLimit) {
        this.engines = engines;
        this.clock = clock;
        this.timeLimit = timeLimit;
    }

    @Override
    public Ending respond(Asked<QueryRequest> asked, Consumer<QueryPart> items) throws InterruptedException {
        Instant began = clock.instant();
        Question question = new Question(asked.request(), asked.connection(), began);
        if (question.isOfTheFuture()) {
            return new Ending.Rejected(List.of(
                    new Problem("/from", "It must be before now, which is " + began + "; or give 'to' with it.")));
        }
        List<Engine> able = question.engines();
        if (able.isEmpty()) {
            return new Ending.Rejected(List.of(
                    new Problem("/through", "The connection names no Sentinel workspace that could run this.")));
        }
        Unable unable = null;
        for (int i = 0; ; i++) {
            Prepared prepared = question.prepare(able.get(i));
            Run run = new Run(asked, prepared, question, items, began);
            try {
                return run.toItsEnd();
            } catch (MicrosoftException failed) {
                if (i == able.size() - 1 || run.parts.hasBegun() || !isForAnother(asked.request(), failed)) {
                    return run.failed(failed, unable);
                }
                unable = new Unable(run, failed);
            }
        }
    }

    /** A run that could not be, before another engine was asked. */
    private record Unable(Run run, MicrosoftException failed) {}

    /** Whether another engine may be able to do what this one is not. */
    private static boolean isForAnother(QueryRequest request, MicrosoftException failed) {
        return failed.failure() instanceof Forbidden || isMissingTable(request, failed);
    }

    /** The texts of investigations are reviewed: what is not understood of them are tables that a tenant lacks. */
    private static boolean isMissingTable(QueryRequest request, MicrosoftException failed) {
        return failed.failure() instanceof InvalidRequest
                && failed.evidence().status() != null
                && request.kind() == QueryKind.INVESTIGATION;
    }

    /** A query that is run by one engine. */
    private final class Run {

        private final Asked<QueryRequest> asked;
        private final Prepared prepared;
        private final AnswerParts parts;
        private final Instant began;

        Run(Asked<QueryRequest> asked, Prepared prepared, Question question, Consumer<QueryPart> items, Instant began) {
            this.asked = asked;
            this.prepared = prepared;
            this.parts = new AnswerParts(items, question.maxRows(), question.maxBytes());
            this.began = began;
        }

        Ending toItsEnd() throws MicrosoftException, InterruptedException {
            try {
                QueryEnd end = engines.run(
                        asked.connection(), prepared.engine(), prepared.query(), parts, began.plus(timeLimit));
                String truncatedBy = parts.truncatedBy();
                if (truncatedBy == null && parts.rows() >= most(prepared.engine())) {
                    truncatedBy = "microsoft";
                }
                parts.end(execution(truncatedBy, end));
                return new Ending.Completed(
                        extent(truncatedBy == null && end.warnings().isEmpty()));
            } catch (MicrosoftException failed) {
                if (!parts.hasBegun() || !(failed.getCause() instanceof LargerThanGivenException)) {
                    throw failed;
                }
                parts.end(execution(parts.truncatedBy() == null ? "microsoft" : parts.truncatedBy(), null));
                return new Ending.Completed(extent(false));
            } catch (AnswerParts.RowTooLargeException tooLarge) {
                parts.end(execution("maxBytes", null));
                return new Ending.Failed(
                        new StatusError(
                                "too-large",
                                null,
                                tooLarge.getMessage() + ", more than a record holds.",
                                "Ask for fewer or shorter columns: project, or substring.",
                                clock.instant()),
                        extent(false));
            }
        }

        /**
         * Says why there is no answer. What Microsoft does not understand of a text of one's own is the text's fault.
         *
         * @param before what the engine could not that was tried first: it suits the question better, so that where
         *     both need mending its remedy is the one to try
         */
        Ending failed(MicrosoftException failed, @Nullable Unable before) {
            MicrosoftFailure failure = failed.failure();
            if (failure instanceof InvalidRequest
                    && failed.evidence().status() != null
                    && asked.request().kind() == QueryKind.KQL) {
                return new Ending.Rejected(List.of(new Problem("/text", failure.message())));
            }
            if (before != null && !parts.hasBegun()) {
                boolean mustBeMended = Diagnosis.of(failure, clock.instant()).prospect() == Prospect.MUST_BE_MENDED;
                Run told = mustBeMended ? before.run() : this;
                StatusError error = told.error(mustBeMended ? before.failed() : failed, false);
                String message = "Through " + before.run().prepared.engine().word() + ": "
                        + before.failed().failure().message() + " Through "
                        + prepared.engine().word() + ": " + failure.message();
                told.parts.end(told.execution(null, null));
                return new Ending.Failed(
                        new StatusError(error.kind(), error.code(), message, error.remedy(), error.at()), null);
            }
            parts.end(execution(parts.hasBegun() ? "microsoft" : null, null));
            return new Ending.Failed(error(failed, true), parts.hasBegun() ? extent(false) : null);
        }

        private StatusError error(MicrosoftException failed, boolean maySuggestAnother) {
            MicrosoftFailure failure = failed.failure();
            StatusError error = Diagnosis.of(failure, clock.instant()).error();
            String remedy = error.remedy();
            if (isMissingTable(asked.request(), failed)) {
                remedy = "Tables that this needs (" + String.join(", ", prepared.tables())
                        + ") are not in the tenant's "
                        + prepared.engine().word() + ". Connect their source"
                        + (maySuggestAnother
                                ? ", or ask through "
                                        + (prepared.engine() == Engine.WORKSPACE ? Engine.HUNTING : Engine.WORKSPACE)
                                                .word()
                                        + "."
                                : ".");
            } else if (failure instanceof MalformedAnswer) {
                remedy = "Ask for less at once: a shorter time, fewer columns, or a summary.";
            }
            return new StatusError(error.kind(), error.code(), error.message(), remedy, error.at());
        }

        private Execution execution(@Nullable String truncatedBy, @Nullable QueryEnd end) {
            Sentinel sentinel = asked.connection().capabilities().sentinel();
            return new Execution(
                    prepared.engine(),
                    prepared.engine() == Engine.WORKSPACE && sentinel != null ? sentinel.workspaceId() : null,
                    prepared.query().text(),
                    prepared.query().timespan(),
                    parts.rows(),
                    parts.bytes(),
                    truncatedBy != null,
                    truncatedBy,
                    Duration.between(began, clock.instant()),
                    end == null ? List.of() : end.warnings(),
                    end == null ? null : end.statistics());
        }

        private Extent extent(boolean complete) {
            Window window = prepared.window();
            return new Extent(
                    window == null ? null : window.from(),
                    window == null ? null : window.to(),
                    parts.rows(),
                    parts.rows(),
                    0,
                    1,
                    complete);
        }
    }

    private static int most(Engine engine) {
        return switch (engine) {
            case WORKSPACE -> LogAnalytics.MOST_ROWS;
            case HUNTING -> Hunting.MOST_ROWS;
        };
    }
}
