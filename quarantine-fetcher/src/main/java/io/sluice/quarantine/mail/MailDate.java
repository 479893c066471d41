package io.sluice.quarantine.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates of mail (RFC 5322 with its obsolete forms), as leniently as the meaning stays clear. */
final class MailDate {

    private static final int LONGEST = 120;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONES =
            Map.of("edt", -4, "est", -5, "cdt", -5, "cst", -6, "mdt", -6, "mst", -7, "pdt", -7, "pst", -8);

    private static final Pattern DATE = Pattern.compile(
            "(\\d{1,2})[\\s-]+([A-Za-z]{3})[A-Za-z]{0,6}\\.?[\\s,-]+(\\d{2,4})[\\s,]+(\\d{1,2})[:.](\\d{1,2})(?:[:.](\\d{1,2}))?(?:[.]\\d{1,9})?\\s*([+-]\\d{1,2}:?\\d{2}|[A-Za-z]{1,5})?");

    private MailDate() {}

    /** Returns the time; nothing if there is none. A missing or unknown zone is UTC. */
    static @Nullable Instant of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher date = DATE.matcher(Printable.text(text, LONGEST));
        if (!date.find()) {
            return null;
        }
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
        int year = Integer.parseInt(date.group(3));
        if (date.group(3).length() == 2) {
            year += year < 50 ? 2000 : 1900;
        } else if (date.group(3).length() == 3) {
            year += 1900;
        }
        try {
            return LocalDateTime.of(
                            year,
                            month,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6))))
                    .toInstant(zone(date.group(7)));
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private static ZoneOffset zone(@Nullable String zone) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
            String digits = zone.substring(1).replace(":", "");
            int hours = Integer.parseInt(digits.substring(0, digits.length() - 2));
            int minutes = Integer.parseInt(digits.substring(digits.length() - 2));
            int seconds = (hours * 60 + minutes) * 60;
            return ZoneOffset.ofTotalSeconds(zone.charAt(0) == '-' ? -seconds : seconds);
        }
        return ZoneOffset.ofHours(ZONES.getOrDefault(zone.toLowerCase(Locale.ROOT), 0));
    }
}
