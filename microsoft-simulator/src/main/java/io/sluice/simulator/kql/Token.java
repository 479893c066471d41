package io.sluice.simulator.kql;

import io.sluice.simulator.kql.KqlException.Place;
import org.jspecify.annotations.Nullable;

/**
 * A word of a query.
 *
 * @param kind what it is
 * @param text as it was written
 * @param value the value of a literal
 * @param type the type of a literal
 * @param start where it begins in the text
 * @param end where it ends in the text
 * @param place where it stands, for people
 */
record Token(
        Kind kind,
        String text,
        @Nullable Object value,
        @Nullable Type type,
        int start,
        int end,
        Place place) {

    /** What a word can be. */
    enum Kind {
        /** A name or a keyword. */
        NAME,
        /** A name in brackets, which is never a keyword. */
        QUOTED_NAME,
        /** A value. */
        LITERAL,
        /** Anything else. */
        SIGN,
        /** The end of the query. */
        END
    }

    /** Whether it is this sign or keyword. */
    boolean is(String what) {
        return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(what);
    }

    /** Whether it names something. */
    boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }
}
