package io.sluice.local.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.text.Printable;
import java.util.Set;

/** Cells of an answer for people. All of it is printable: rows quote what attackers wrote. */
final class CellText {

    private static final Set<String> NUMBERS = Set.of("int", "long", "real", "decimal");
    private static final int TO_THE_SECOND = "2026-02-03T09:30:11".length();

    private CellText() {}

    /** Returns a cell on one line, at most so many characters of it; nothing for null. */
    static String of(JsonNode cell, String type, int width) {
        if (cell.isNull() || cell.isMissingNode()) {
            return "";
        }
        if (cell.isContainerNode()) {
            return Printable.cut(cell.toString(), width);
        }
        return Printable.cut(type.equals("datetime") ? second(cell.asText()) : cell.asText(), width);
    }

    /** Says whether cells of a type stand at the right of their column. */
    static boolean isNumber(String type) {
        return NUMBERS.contains(type);
    }

    /** A time in UTC to the second; anything else as it is. */
    private static String second(String time) {
        return time.length() > TO_THE_SECOND && time.charAt(10) == 'T' && time.endsWith("Z")
                ? time.substring(0, TO_THE_SECOND).replace('T', ' ')
                : time;
    }
}
