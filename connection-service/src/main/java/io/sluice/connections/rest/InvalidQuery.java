package io.sluice.connections.rest;

import io.sluice.connections.rest.Problem.Violation;
import java.util.List;

/** A query string that names what is not known, or values that are not valid. */
final class InvalidQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidQuery(List<Violation> violations) {
        super(violations.size() + " parameters of the query are not valid");
        this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
        return violations;
    }
}
