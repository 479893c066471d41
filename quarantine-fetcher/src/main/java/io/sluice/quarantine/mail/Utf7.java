package io.sluice.quarantine.mail;

/** Reads UTF-7 (RFC 2152), which the platform does not know and which hides text from filters. */
final class Utf7 {

    private Utf7() {}

    /** Returns the text of UTF-7; what is malformed stays as it is. */
    static String decode(String encoded) {
        StringBuilder text = new StringBuilder(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char c = encoded.charAt(i++);
            if (c != '+') {
                text.append(c);
                continue;
            }
            int start = i;
            int bits = 0;
            int held = 0;
            while (i < encoded.length() && sextet(encoded.charAt(i)) >= 0) {
                held = held << 6 | sextet(encoded.charAt(i++));
                bits += 6;
                if (bits >= 16) {
                    bits -= 16;
                    text.append((char) (held >>> bits));
                    held &= (1 << bits) - 1;
                }
            }
            if (i < encoded.length() && encoded.charAt(i) == '-') {
                i++;
                if (i == start + 1) {
                    text.append('+');
                }
            } else if (i == start) {
                text.append('+');
            }
        }
        return text.toString();
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
