package io.sluice.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Recognizes what must be nowhere: known secrets, access tokens, and private keys as text and as bytes. */
final class Secrets {

    /** Header and claims of a JWT both begin with an encoded brace. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ");

    /** The beginning of a PKCS#8 RSA key (RFC 5958) after its length: version 0, rsaEncryption, an octet string. */
    private static final String KEY_BYTES = new String(
            HexFormat.of().parseHex("020100" + "300d" + "06092a864886f70d010101" + "0500" + "0482"), ISO_8859_1);

    /** The same in Base64, however long the key is. */
    private static final String KEY_BASE64 = "IBADANBgkqhkiG9w0BAQEFAASC";

    private Secrets() {}

    /**
     * Returns what is in a text that should not be, without repeating it.
     *
     * @param text bytes are read as ISO 8859-1
     * @param known secrets that were given to the system
     */
    static List<String> in(String text, List<String> known) {
        List<String> found = new ArrayList<>();
        if (known.stream().anyMatch(text::contains)) {
            found.add("a client secret");
        }
        if (TOKEN.matcher(text).find()) {
            found.add("an access token");
        }
        if (text.contains("PRIVATE KEY") || text.contains(KEY_BASE64) || text.contains(KEY_BYTES)) {
            found.add("a private key");
        }
        return found;
    }
}
