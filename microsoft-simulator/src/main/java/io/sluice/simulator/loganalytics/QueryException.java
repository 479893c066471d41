package io.sluice.simulator.loganalytics;

/** A query that the service does not understand. */
final class QueryException extends RuntimeException {

    private final String code;

    private QueryException(String code, String message) {
        super(message);
        this.code = code;
    }

    static QueryException syntax() {
        return new QueryException("SyntaxError", "Syntax Error");
    }

    static QueryException semantic(String message) {
        return new QueryException("SemanticError", message);
    }

    /** The code of the inner error. */
    String code() {
        return code;
    }
}
