package io.sluice.local.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.text.Printable;
import java.util.Locale;
import java.util.StringJoiner;

/** Words for what results hold. All of it is printable. */
public final class Facts {

    private Facts() {}

    /** Returns a time to the minute; nothing if there is none. */
    public static String minute(String instant) {
        String printable = Printable.of(instant);
        return printable.length() < 16 ? printable : printable.substring(0, 16).replace('T', ' ');
    }

    /** Returns why a message is in quarantine, and whether it was released. */
    static String type(JsonNode message) {
        String status = message.path("releaseStatus").asText();
        boolean usual = status.isEmpty() || status.equalsIgnoreCase("notreleased");
        return Printable.of(
                message.path("type").asText() + (usual ? "" : " (" + status.toLowerCase(Locale.ROOT) + ")"));
    }

    /** Returns a number of bytes for people. */
    static String size(JsonNode bytes) {
        long count = bytes.asLong();
        if (count < 1_000) {
            return count + " bytes";
        }
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
    }

    /** Returns mailboxes as people write them, and what is suspicious about them. */
    static String mailboxes(JsonNode mailboxes) {
        StringJoiner all = new StringJoiner(", ");
        for (JsonNode mailbox : mailboxes) {
            String name = mailbox.path("displayName").asText();
            String address = mailbox.path("address").asText();
            String shown = name.isEmpty() ? address : "\"" + name + "\" <" + address + ">";
            String other = mailbox.path("nameShowsAddress").asText();
            all.add(other.isEmpty() ? shown : shown + " (its name shows another address: " + other + ")");
        }
        return Printable.of(all.toString());
    }

    /** Returns words with commas between. */
    public static String words(JsonNode words) {
        StringJoiner all = new StringJoiner(", ");
        words.forEach(word -> all.add(word.asText()));
        return Printable.of(all.toString());
    }
}
