package io.sluice.quarantine.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header of a message or of a part, as far as it is kept: unfolded, encoded words still encoded. */
final class Header {

    private final @Nullable String part;
    private final Findings findings;
    private final List<Field> fields = new ArrayList<>();
    private int count;
    private int kept;

    /** A field: its name in lower case, and which one of the header it is, from the top. */
    record Field(String name, String value, int position) {}

    Header(@Nullable String part, Findings findings) {
        this.part = part;
        this.findings = findings;
    }

    /** Adds a field as it stands in the message, name and colon included. */
    void add(String name, byte[] raw) {
        int position = count++;
        MailLimits limits = findings.limits();
        if (fields.size() >= limits.headerFields()) {
            findings.limit(part, "headerFields", limits.headerFields());
            return;
        }
        int start = 0;
        while (start < raw.length && raw[start] != ':') {
            start++;
        }
        start++;
        int length = Math.max(0, raw.length - start);
        if (length > limits.headerFieldBytes()) {
            findings.limit(part, "headerFieldBytes", limits.headerFieldBytes());
            length = limits.headerFieldBytes();
        }
        if (kept + length > limits.headerBytes()) {
            findings.limit(part, "headerBytes", limits.headerBytes());
            return;
        }
        kept += length;
        fields.add(new Field(
                name.strip().toLowerCase(Locale.ROOT),
                length == 0 ? "" : unfolded(Charsets.guess(raw, start, length)),
                position));
    }

    private static String unfolded(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text.strip();
        }
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n') {
                line.append(c);
            }
        }
        return line.toString().strip();
    }

    /** Returns how many fields there are, those that were not kept included. */
    int count() {
        return count;
    }

    List<Field> fields() {
        return fields;
    }

    /** Returns the topmost value of a field; the name in lower case. */
    @Nullable
    String first(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().equals(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /** Returns those of some fields that are there more than once. */
    List<String> repeated(List<String> names) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Field field : fields) {
            counts.merge(field.name(), 1, Integer::sum);
        }
        return names.stream()
                .filter(name -> counts.getOrDefault(name.toLowerCase(Locale.ROOT), 0) > 1)
                .toList();
    }
}
