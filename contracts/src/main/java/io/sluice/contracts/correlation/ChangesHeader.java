package io.sluice.contracts.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header of a record on {@code investigations} that says in one line what is different from the version before. It
 * is the CloudEvents extension attribute {@code changes}; the whole list is on {@code investigation-changes}.
 */
public final class ChangesHeader {

    /** The name of the header. */
    public static final String NAME = "ce_changes";

    /** The most characters (UTF-16 units) that the line has. */
    public static final int MOST_CHARACTERS = 1_000;

    private static final Pattern NOT_ONE_LINE = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\s]+");
    private static final String BETWEEN = "; ";

    /** Room for the words that say how much is left out, with the largest number there is. */
    private static final int ROOM_FOR_REST = " and 2147483647 more".length();

    private ChangesHeader() {}

    /**
     * Returns changes as one line: without control characters, which CloudEvents forbids, and no longer than
     * {@link #MOST_CHARACTERS}. What does not fit is counted.
     *
     * @param changes each in words, the most important first
     */
    public static String line(List<String> changes) {
        StringBuilder line = new StringBuilder();
        int written = 0;
        for (String change : changes) {
            String words = oneLine(change);
            int room = MOST_CHARACTERS - ROOM_FOR_REST - line.length() - (written == 0 ? 0 : BETWEEN.length());
            if (words.length() > room && written > 0) {
                break;
            }
            line.append(written == 0 ? "" : BETWEEN).append(words.length() > room ? cut(words, room) : words);
            written++;
        }
        if (written < changes.size()) {
            line.append(" and ").append(changes.size() - written).append(" more");
        }
        return line.toString();
    }

    /** Adds the header to those of a record. */
    public static void write(List<String> changes, Headers headers) {
        headers.add(NAME, line(changes).getBytes(UTF_8));
    }

    /** Returns the line that a record has, or nothing where it has none. */
    public static Optional<String> read(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
    }

    private static String oneLine(String words) {
        return NOT_ONE_LINE.matcher(words).replaceAll(" ").strip();
    }

    private static String cut(String words, int length) {
        int end = Character.isHighSurrogate(words.charAt(length - 2)) ? length - 2 : length - 1;
        return words.substring(0, end) + "…";
    }
}
