package io.sluice.microsoft.http;

import io.sluice.microsoft.failure.MicrosoftFailure;
import java.time.Instant;

/** Says what a refusal of one of Microsoft's interfaces means. */
@FunctionalInterface
public interface RefusalReader {

    /** Reads refusals of the interfaces that have Microsoft's general error document. */
    RefusalReader GENERAL =
            (refusal, now) -> ErrorAnswer.of(refusal.status(), refusal.header("Retry-After"), refusal.body())
                    .failure(now);

    /** Returns the failure that a refusal is; its message holds nothing of what was asked. */
    MicrosoftFailure failure(Refusal refusal, Instant now);
}
