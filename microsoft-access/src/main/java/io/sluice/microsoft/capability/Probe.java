package io.sluice.microsoft.capability;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One cheap call that works only if everything is set up. It reads next to nothing and changes nothing.
 *
 * @param method {@code GET} or {@code POST}
 * @param path path and query behind the base URL, with gaps such as <code>{workspaceId}</code>
 * @param body JSON with gaps, for {@code POST}
 * @param shows what is known to work when it succeeds, for people
 */
public record Probe(String method, String path, @Nullable String body, String shows) {

    private static final Pattern GAP = Pattern.compile("\\{([a-zA-Z]+)}");

    static Probe get(String path, String shows) {
        return new Probe("GET", path, null, shows);
    }

    static Probe post(String path, String body, String shows) {
        return new Probe("POST", path, body, shows);
    }

    /**
     * Returns a text with its gaps filled.
     *
     * @param values the values by the gaps' names; those for a path are percent-encoded already
     * @throws IllegalArgumentException if a gap has no value
     */
    public static String fill(String text, Map<String, String> values) {
        return GAP.matcher(text).replaceAll(gap -> {
            String value = values.get(gap.group(1));
            if (value == null) {
                throw new IllegalArgumentException("The gap {" + gap.group(1) + "} has no value");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
