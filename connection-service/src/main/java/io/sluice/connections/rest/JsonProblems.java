package io.sluice.connections.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.rest.Problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a body that Jackson does not accept. Jackson's own messages are not used: they quote the
 * input, which may hold a secret, and name our classes.
 */
final class JsonProblems {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,30}");

    private JsonProblems() {}

    static Problem of(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                Problem.violations(
                        "The body has a member that is not known.",
                        List.of(new Violation(
                                field(unknown),
                                "is not known; known are "
                                        + unknown.getKnownPropertyIds().stream()
                                                .map(String::valueOf)
                                                .sorted()
                                                .collect(Collectors.joining(", ")))));
            case MismatchedInputException wrongType
            when !wrongType.getPath().isEmpty() ->
                Problem.violations(
                        "The body has a member of the wrong type.",
                        List.of(new Violation(field(wrongType), "must be " + expected(wrongType.getTargetType()))));
            case MismatchedInputException _ -> notJson("The body must be one JSON object.");
            default -> notJson("The body is not valid" + where(failure.getLocation()) + ".");
        };
    }

    /** Says that a body's bytes are no text. */
    static Problem noText() {
        return notJson("The body's bytes are no text in UTF-8.");
    }

    private static Problem notJson(String detail) {
        return Problem.of("json", "The body is not the JSON that is expected", 400, detail);
    }

    private static String field(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : name(step.getFieldName()))
                .collect(Collectors.joining("."));
    }

    /** A member's name is the caller's text, and may be a secret that slipped: only what looks like a name is told. */
    static String name(String member) {
        return NAME.matcher(member).matches() ? member : "(not a name)";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class || type == ClientSecret.class) {
            return "a string; in YAML, put what looks like a number into quotes";
        }
        if (type == SecretDraft.class) {
            return "a string, or {\"sealed\": \"<JWE>\"}";
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isRecord() && type.getRecordComponents().length == 0) {
            return "an object without members: {}";
        }
        if (Map.class.isAssignableFrom(type) || type.isRecord()) {
            return "an object";
        }
        return "of another type";
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
