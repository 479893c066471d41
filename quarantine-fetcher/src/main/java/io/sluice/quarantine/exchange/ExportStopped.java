package io.sluice.quarantine.exchange;

import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An export ends for a reason that is not the answer's, in the midst of it. Unchecked, because it passes through an
 * {@code InputStream}, whose failures would be taken for the answer's.
 */
final class ExportStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable MicrosoftFailure failure;
    private final transient @Nullable EmlForm rightForm;

    /** The destination has failed. */
    ExportStopped(IOException destinationFailed) {
        super(destinationFailed);
        this.failure = null;
        this.rightForm = null;
    }

    /** The text was taken for something else than it turned out to be. */
    ExportStopped(EmlForm rightForm) {
        super(rightForm.name(), null, false, false);
        this.failure = null;
        this.rightForm = rightForm;
    }

    private ExportStopped(MicrosoftFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
        this.rightForm = null;
    }

    static ExportStopped tooLarge(long maxBytes) {
        return new ExportStopped(new InvalidRequest(
                "The message has more than " + maxBytes + " bytes, which is the most that may be exported"
                        + " (sluice.quarantine.exchange.max-message-size).",
                ExchangeQuarantine.TOO_LARGE));
    }

    /** Returns why it ends, where that is a failure for the caller. */
    @Nullable
    MicrosoftFailure failure() {
        return failure;
    }

    /** Returns what the text is, where that is why it ends. */
    @Nullable
    EmlForm rightForm() {
        return rightForm;
    }

    /** Returns how the destination has failed, where that is why it ends. */
    @Nullable
    IOException destinationFailed() {
        return getCause() instanceof IOException failed ? failed : null;
    }
}
