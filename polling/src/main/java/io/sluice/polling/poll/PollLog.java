package io.sluice.polling.poll;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftFailure;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** What operators read in the log about how polls fare. */
final class PollLog {

    private static final Logger LOG = Logger.getLogger(PollLog.class);

    private PollLog() {}

    /** Says when something begins to go wrong, becomes another wrong, or is right again; not at every poll. */
    static void ended(PolledConnection polled, @Nullable MicrosoftFailure failure) {
        Connection connection = polled.connection();
        MicrosoftFailure before = polled.lastFailure();
        MDC.put("tenantId", connection.tenantId());
        MDC.put("connectionId", connection.id());
        try {
            if (failure == null && before != null) {
                LOG.infof("Polling '%s' works again.", connection.name());
            } else if (failure != null && (before == null || !before.kind().equals(failure.kind()))) {
                LOG.warnf("Polling '%s' fails (%s): %s", connection.name(), failure.kind(), advice(failure));
            }
        } finally {
            MDC.remove("tenantId");
            MDC.remove("connectionId");
        }
    }

    private static String advice(MicrosoftFailure failure) {
        return switch (failure) {
            case MicrosoftFailure.Unauthenticated refused -> refused.message() + " " + refused.remedy();
            case MicrosoftFailure.Forbidden forbidden -> forbidden.message() + " " + forbidden.remedy();
            case MicrosoftFailure.Throttled throttled ->
                throttled.message() + " It is left alone for "
                        + throttled.retryAfter().plusMillis(999).toSeconds() + " s.";
            case MicrosoftFailure.NotFound _,
                    MicrosoftFailure.InvalidRequest _,
                    MicrosoftFailure.MalformedAnswer _,
                    MicrosoftFailure.Unavailable _ -> failure.message();
        };
    }

    /** Says what cannot be read of the past, once, and what comes of it. */
    static void pastFailed(
            Connection connection,
            Past.Job job,
            MicrosoftFailure failure,
            Past.Consequence consequence,
            boolean isFirst) {
        String part = job.part().from() + " to " + job.part().to();
        MDC.put("tenantId", connection.tenantId());
        MDC.put("connectionId", connection.id());
        try {
            switch (consequence) {
                case AGAIN, SMALLER, STILL_ASIDE -> {
                    String told = "What changed from %s cannot be read of '%s' (%s), and is tried again: %s";
                    LOG.logf(
                            isFirst && consequence != Past.Consequence.STILL_ASIDE
                                    ? Logger.Level.WARN
                                    : Logger.Level.DEBUG,
                            told,
                            part,
                            connection.name(),
                            failure.kind(),
                            advice(failure));
                }
                case SET_ASIDE ->
                    LOG.warnf(
                            "What changed from %s cannot be read of '%s' (%s). Everything else is read first, and this"
                                    + " is tried again every few minutes: %s",
                            part, connection.name(), failure.kind(), advice(failure));
                case GIVEN_UP ->
                    LOG.warnf(
                            "What changed from %s cannot be read once more of '%s' (%s), and is not compared with what"
                                    + " was read at that time: %s",
                            part, connection.name(), failure.kind(), advice(failure));
            }
        } finally {
            MDC.remove("tenantId");
            MDC.remove("connectionId");
        }
    }
}
