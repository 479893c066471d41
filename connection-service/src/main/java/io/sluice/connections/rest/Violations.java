package io.sluice.connections.rest;

import io.sluice.connections.rest.Problem.Violation;
import io.sluice.microsoft.capability.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what is wrong with a body, so that all of it is told at once. Values are never quoted: one may be a secret.
 */
final class Violations {

    private final List<Violation> found = new ArrayList<>();

    /** Notes what was expected of a field. */
    void add(String field, String message) {
        found.add(new Violation(field, message));
    }

    /** Notes that a field is missing, with where to find it. */
    void missing(Field field) {
        add(field.name(), "is required: " + meaning(field));
    }

    /** Notes what form a field must have, with where to find it. */
    void malformed(Field field, String form) {
        add(field.name(), "must be " + form + ": " + meaning(field));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Violation> found() {
        return List.copyOf(found);
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws InvalidBody with everything that was noted
     */
    void refuse() {
        if (!found.isEmpty()) {
            throw new InvalidBody(found);
        }
    }

    private static String meaning(Field field) {
        return field.meaning() + " (" + field.whereToFind() + "), such as " + field.example();
    }
}
