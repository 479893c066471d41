package io.sluice.enrichment.finding;

import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands for a word that a record does not have: who writes to a topic from outside may leave it out. */
final class Words {

    private Words() {}

    static Severity known(@Nullable Severity severity) {
        return Objects.requireNonNullElse(severity, Severity.UNKNOWN);
    }

    static Verdict known(@Nullable Verdict verdict) {
        return Objects.requireNonNullElse(verdict, Verdict.UNKNOWN);
    }
}
