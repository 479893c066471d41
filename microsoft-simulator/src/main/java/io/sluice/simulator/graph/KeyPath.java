package io.sluice.simulator.graph;

import java.util.regex.Pattern;

/** Paths that name a thing by a key in parentheses, as OData has it; clients may encode the punctuation or not. */
final class KeyPath {

    private static final String QUOTE = "(?:'|%27)";

    private KeyPath() {}

    /**
     * The pattern of such a path.
     *
     * @param collection before the parenthesis, as {@code /v1.0/users}
     * @param property the property that is the key; empty for the id
     * @param group the parameter that the value becomes
     * @param rest behind the parenthesis
     */
    static String of(String collection, String property, String group, String rest) {
        return Pattern.quote(collection)
                + "(?:\\(|%28)"
                + (property.isEmpty() ? "" : property + "(?:=|%3D)")
                + QUOTE
                + "(?<" + group + ">[^/']+?)"
                + QUOTE
                + "(?:\\)|%29)"
                + Pattern.quote(rest);
    }
}
