package io.sluice.requests;

import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.status.StatusError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a request ends. */
public sealed interface Ending {

    /** It is answered. */
    record Completed(Extent extent) implements Ending {}

    /** It could not be answered, or not wholly. */
    record Failed(StatusError error, @Nullable Extent extent) implements Ending {}

    /** It is not allowed, or makes no sense for its connection. */
    record Rejected(List<Problem> problems) implements Ending {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
