package io.sluice.microsoft.status;

import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the use of a capability has come to. Where it reads something continuously, {@code lag} says how far what was
 * read lies behind the present.
 */
public sealed interface Outcome {

    /** All that was wanted was done. */
    record Worked(@Nullable Duration lag) implements Outcome {}

    /** A part of what was wanted was done, such as one window of a long backlog; the rest can still fail. */
    record Progressed(@Nullable Duration lag) implements Outcome {}

    /** It failed. */
    record Failed(MicrosoftFailure failure, @Nullable Duration lag) implements Outcome {}

    /** The service knows it without asking Microsoft, for example that it cannot do what the connection wants. */
    record Known(State state, @Nullable StatusError error) implements Outcome {}
}
