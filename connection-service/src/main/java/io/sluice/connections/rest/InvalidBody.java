package io.sluice.connections.rest;

import io.sluice.connections.rest.Problem.Violation;
import java.util.List;

/** A body whose fields are of the right type but not valid. */
final class InvalidBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidBody(List<Violation> violations) {
        super(violations.size() + " fields of the body are not valid");
        this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
        return violations;
    }
}
