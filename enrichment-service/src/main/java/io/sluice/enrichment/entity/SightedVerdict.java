package io.sluice.enrichment.entity;

import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.Verdict;
import org.jspecify.annotations.Nullable;

/** What Microsoft says about an entity, the worst first. */
enum SightedVerdict {
    MALICIOUS("malicious"),
    SUSPICIOUS("suspicious"),
    CLEAN("clean");

    private final String word;

    SightedVerdict(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static @Nullable SightedVerdict of(Evidence evidence) {
        Verdict verdict = evidence.verdictId();
        return switch (verdict) {
            case TRUE_POSITIVE -> MALICIOUS;
            case SUSPICIOUS -> SUSPICIOUS;
            case BENIGN -> CLEAN;
            case null, default -> null;
        };
    }

    static @Nullable SightedVerdict worse(@Nullable SightedVerdict one, @Nullable SightedVerdict other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
