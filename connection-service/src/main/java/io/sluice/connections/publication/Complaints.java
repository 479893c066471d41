package io.sluice.connections.publication;

import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says once what is wrong, not every second, and says when it is over. */
final class Complaints {

    private static final Logger LOG = Logger.getLogger(ConnectionPublisher.class);

    private final String what;
    private @Nullable String last;

    /**
     * Complains about one thing.
     *
     * @param what is not published, as the beginning of a sentence
     */
    Complaints(String what) {
        this.what = what;
    }

    void about(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (!Objects.equals(last, message)) {
            Throwable cause = failure.getCause();
            LOG.warnf(
                    "%s are not published: %s%s",
                    what, message, cause == null ? "" : " (" + rootOf(cause).getMessage() + ")");
            LOG.debug("Where it failed", failure);
            last = message;
        }
    }

    void over() {
        if (last != null) {
            LOG.infof("%s are published again", what);
            last = null;
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
