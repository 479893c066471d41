package io.sluice.enrichment.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of what an event says is kept. A record of a store that does not fit into its changelog would stop the
 * partition for ever: what is too long to read is cut, and what no event of Microsoft's is like is refused.
 */
final class Bounds {

    private static final int MOST_CHARACTERS_OF_A_TITLE = 500;
    private static final int MOST_CHARACTERS_OF_A_NAME = 200;
    private static final int MOST_CHARACTERS_OF_AN_ADDRESS = 2_048;
    private static final int MOST_CHARACTERS_OF_AN_ID = 1_000;

    /** Three of them, as many as a finding has at most, fit into a record of a changelog, which has a mebibyte. */
    private static final int MOST_BYTES_OF_A_REPORT = 300 * 1024;

    /**
     * Of a shorter event so much cannot be kept: of 64 sightings each value has a thousand characters at most, and what
     * else is kept is about as long as in the event. A measure costs as much as to write it.
     */
    private static final int BYTES_OF_AN_EVENT_THAT_NEED_NO_MEASURE = 40 * 1024;

    private Bounds() {}

    /** Returns what something is, in one line: something, always. */
    static String title(@Nullable String title) {
        return title == null || title.isBlank() ? "Untitled" : cut(title, MOST_CHARACTERS_OF_A_TITLE);
    }

    /** Returns what people read as one line, with its end cut where it is too long for that. */
    static @Nullable String line(@Nullable String text) {
        return text == null ? null : cut(text, MOST_CHARACTERS_OF_A_TITLE);
    }

    /** Returns a word or a name, with its end cut where it is longer than any. */
    static @Nullable String name(@Nullable String text) {
        return text == null ? null : cut(text, MOST_CHARACTERS_OF_A_NAME);
    }

    /** Returns the first of some lines. */
    static List<String> lines(List<String> lines, int most) {
        return head(lines, most, MOST_CHARACTERS_OF_A_TITLE);
    }

    /** Returns the first of some words or names. */
    static List<String> names(List<String> names, int most) {
        return head(names, most, MOST_CHARACTERS_OF_A_NAME);
    }

    private static List<String> head(List<String> texts, int most, int mostCharacters) {
        return texts.stream().limit(most).map(text -> cut(text, mostCharacters)).toList();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "…";
    }

    /** Returns an address on the web; nothing where it is too long: without its end it leads elsewhere. */
    static @Nullable String address(@Nullable String url) {
        return url == null || isAddress(url) ? url : null;
    }

    /** Returns whether an address on the web is short enough to be kept. */
    static boolean isAddress(String url) {
        return url.length() <= MOST_CHARACTERS_OF_AN_ADDRESS;
    }

    /**
     * Ids are parts of keys in the stores.
     *
     * @throws MalformedEventException if it is too long
     */
    static void checkId(@Nullable String id, String member) throws MalformedEventException {
        if (id != null && id.length() > MOST_CHARACTERS_OF_AN_ID) {
            throw new MalformedEventException("its " + member + " is longer than any of Microsoft's");
        }
    }

    /**
     * Returns when an event was read from its source: what a clock that is wrong calls later than its record was
     * written would keep an investigation open until then. A record has its time for good, so that whoever reads it
     * again, or in another order, comes to the same.
     *
     * @param said when it says that it was read, in milliseconds since 1970-01-01T00:00:00Z
     * @param written the time of its record
     */
    static long read(long said, long written) {
        return Math.min(said, written);
    }

    /**
     * Returns a report that fits into the stores.
     *
     * @param eventBytes how long the event is
     * @throws MalformedEventException if it is too large, whatever makes it so
     */
    static Report checked(Report report, int eventBytes) throws MalformedEventException {
        if (eventBytes > BYTES_OF_AN_EVENT_THAT_NEED_NO_MEASURE && report.bytes() > MOST_BYTES_OF_A_REPORT) {
            throw new MalformedEventException("what is to be kept of it is larger than 300 KiB");
        }
        return report;
    }
}
