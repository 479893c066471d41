package io.sluice.contracts.investigation;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of an investigation.
 *
 * @param name its name in a request
 * @param type what its values are
 * @param required whether the investigation cannot do without
 * @param otherwise the value that applies if there is none; null: then nothing is restricted
 * @param description what it is for
 * @param example a value
 */
public record Parameter(
        String name,
        ParameterType type,
        boolean required,
        @Nullable String otherwise,
        String description,
        String example) {

    static Parameter required(String name, ParameterType type, String description, String example) {
        return new Parameter(name, type, true, null, description, example);
    }

    static Parameter optional(String name, ParameterType type, String description, String example) {
        return new Parameter(name, type, false, null, description, example);
    }
}
