package io.sluice.quarantine.answer;

import io.sluice.contracts.quarantine.HeaderField;
import java.util.ArrayList;
import java.util.List;

/** Takes a message's header block apart into its fields (RFC 5322, section 2.2): unfolded, but not decoded. */
final class HeaderFields {

    /** As much as an answer holds of one message's headers, in characters. */
    static final int MOST = 256 * 1024;

    private HeaderFields() {}

    static List<HeaderField> of(String block) {
        List<HeaderField> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        String cut = block.length() > MOST ? block.substring(0, MOST) : block;
        for (String line : cut.split("\r\n|\n|\r", -1)) {
            boolean continues = line.startsWith(" ") || line.startsWith("\t");
            if (!continues) {
                add(fields, field);
                field.setLength(0);
            }
            field.append(line);
        }
        add(fields, field);
        return fields;
    }

    private static void add(List<HeaderField> fields, StringBuilder field) {
        int colon = field.indexOf(":");
        if (colon > 0) {
            fields.add(new HeaderField(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip()));
        }
    }
}
