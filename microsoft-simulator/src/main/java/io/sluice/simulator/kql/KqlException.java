package io.sluice.simulator.kql;

import java.util.Optional;

/** A query that is refused, or that fails while it runs. */
public final class KqlException extends RuntimeException {

    /** What is wrong with a query. */
    public enum Kind {
        /** It is no query. */
        SYNTAX,
        /** It names what is not there, or means nothing. */
        SEMANTIC,
        /** It needs more memory or time than it may have. */
        LIMIT
    }

    /**
     * Where a query stopped to make sense.
     *
     * @param line line, from 1
     * @param position column, from 0
     * @param token what stands there
     */
    public record Place(int line, int position, String token) {}

    private final Kind kind;
    private final String code;
    private final transient Optional<Place> place;

    private KqlException(Kind kind, String code, String message, Optional<Place> place) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.place = place;
    }

    /** The query could not be parsed at this place. */
    static KqlException syntax(Place place) {
        return new KqlException(
                Kind.SYNTAX,
                "SYN0002",
                "Query could not be parsed at '%s' on line [%d,%d]"
                        .formatted(place.token(), place.line(), place.position()),
                Optional.of(place));
    }

    /** A literal makes no sense. */
    static KqlException literal(String message, Place place) {
        return new KqlException(Kind.SYNTAX, "SYN0001", message, Optional.of(place));
    }

    /** The query means nothing. */
    static KqlException semantic(String code, String message) {
        return new KqlException(Kind.SEMANTIC, code, message, Optional.empty());
    }

    /** The query means nothing. */
    static KqlException semantic(String message) {
        return semantic("SEM0001", message);
    }

    /** The query, or what it makes, is nested too deeply to be evaluated. */
    static KqlException tooDeep() {
        return semantic("SEM0260", "The query is nested too deeply.");
    }

    /** The query took too long. */
    static KqlException tooSlow() {
        return new KqlException(Kind.LIMIT, "QueryTimeout", "The query took longer than it may.", Optional.empty());
    }

    /** The query had to keep too much. */
    static KqlException tooLarge() {
        return new KqlException(
                Kind.LIMIT,
                "80DA0001",
                "Query execution has exceeded the allowed limits (80DA0001): The query exceeded the memory budget.",
                Optional.empty());
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Kusto's code. */
    public String code() {
        return code;
    }

    /** Where, if it is known. */
    public Optional<Place> place() {
        return place;
    }
}
