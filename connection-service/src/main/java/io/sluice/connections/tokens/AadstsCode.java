package io.sluice.connections.tokens;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds Entra ID's error code in its text; MSAL4J does not hand on the list {@code error_codes}. */
final class AadstsCode {

    private static final Pattern CODE = Pattern.compile("AADSTS\\d{4,9}");

    private AadstsCode() {}

    static Optional<String> in(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher code = CODE.matcher(text);
        return code.find() ? Optional.of(code.group()) : Optional.empty();
    }
}
