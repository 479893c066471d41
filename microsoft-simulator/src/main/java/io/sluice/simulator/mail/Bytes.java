package io.sluice.simulator.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes in the making. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Appends bytes. */
    Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Appends text in UTF-8, line ends as they are. */
    Bytes text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a line as mail has it. */
    Bytes line(String line) {
        return text(line).text("\r\n");
    }

    /** What was appended. */
    byte[] done() {
        return out.toByteArray();
    }
}
