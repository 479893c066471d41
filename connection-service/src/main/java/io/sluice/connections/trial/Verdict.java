package io.sluice.connections.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** How a test ended, from best to worst. */
public enum Verdict {
    /** Everything works. */
    PASSED("passed"),
    /** Everything works, but somebody should look at something: a permission too many, a credential that expires. */
    PASSED_WITH_WARNINGS("passed-with-warnings"),
    /** Something does not work. */
    FAILED("failed");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns the worst of several; of none, {@link #PASSED}. */
    static Verdict worst(Stream<Verdict> verdicts) {
        return verdicts.reduce(PASSED, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
}
