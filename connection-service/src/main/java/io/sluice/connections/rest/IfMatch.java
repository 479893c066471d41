package io.sluice.connections.rest;

import io.sluice.connections.registry.Precondition;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code If-Match} (RFC 9110, section 13.1.1): {@code *} or a list of entity tags. Tags that are not ours,
 * and weak ones, match no revision.
 */
final class IfMatch {

    private static final Pattern LIST = Pattern.compile("\\s*((W/)?\"[^\"]*\"\\s*(,\\s*|$))+");
    private static final Pattern OURS = Pattern.compile("(W/)?\"(?:([1-9]\\d{0,17})|[^\"]*)\"");

    private IfMatch() {}

    /** Returns what a header demands, or nothing if there is no header. */
    static Optional<Precondition> parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        if (header.strip().equals("*")) {
            return Optional.of(new Precondition.Any());
        }
        if (header.length() > 1000 || !LIST.matcher(header).matches()) {
            throw new InvalidHeader("If-Match is an ETag in quotes, such as \"3\", a list of them, or *.");
        }
        Set<Long> revisions = new HashSet<>();
        Matcher tag = OURS.matcher(header);
        while (tag.find()) {
            String number = tag.group(2);
            if (tag.group(1) == null && number != null) {
                revisions.add(Long.valueOf(number));
            }
        }
        return Optional.of(new Precondition.OneOf(revisions));
    }
}
