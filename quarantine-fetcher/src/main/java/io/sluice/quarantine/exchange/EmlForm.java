package io.sluice.quarantine.exchange;

import java.util.Locale;

/** How a message's bytes are written in the JSON text {@code Eml}. */
public enum EmlForm {
    /** As Base64. */
    BASE64,
    /** As characters up to U+00FF that are each taken for a byte (Latin-1), as Exchange writes mail of 8 bits. */
    BYTES,
    /** As characters of which some are no byte, so that all are taken for UTF-8. */
    UTF_8;

    /** Tells whether Exchange names this form so; it calls all but Base64 by what is in the message. */
    boolean isNamed(String bodyEncoding) {
        boolean isBase64 = bodyEncoding.strip().toLowerCase(Locale.ROOT).equals("base64");
        return isBase64 == (this == BASE64);
    }
}
