package io.sluice.simulator.quarantine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an export puts the bytes of a message into a JSON string. */
public enum BodyEncoding {
    /** As base64, the usual way. */
    BASE64("Base64"),
    /** As they are; all of them are ASCII. */
    SEVEN_BIT("7bit"),
    /** Each byte as the letter of that number, which is how PowerShell's scripts take it apart again. */
    BINARY("binary");

    private final String token;

    BodyEncoding(String token) {
        this.token = token;
    }

    /** Its name on the wire. */
    public String token() {
        return token;
    }

    /** The encoding of this name. */
    public static Optional<BodyEncoding> named(String token) {
        return Arrays.stream(values())
                .filter(it -> it.token.toLowerCase(Locale.ROOT).equals(token.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
