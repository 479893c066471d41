package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.LimitReached;
import io.sluice.contracts.mail.MailDefect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the analysis of one message: defects, limits that were reached, and the one budget for all text, so
 * that no message makes an analysis that is too large for a record. Not thread-safe.
 */
final class Findings {

    private static final int DEFECTS = 200;

    /**
     * Parts, the way with its verdicts, antispam reports, headers and URLs each get a share of the budget, and what
     * those before them left. The names in archives have one of their own.
     */
    static final int SHARES = 6;

    private final MailLimits limits;
    private final Map<Place, Integer> defects = new LinkedHashMap<>();
    private final Map<Place, Long> reached = new LinkedHashMap<>();
    private int budget;

    private record Place(@Nullable String part, String what) {}

    Findings(MailLimits limits) {
        this.limits = limits;
        this.budget = limits.keptCharacters() / SHARES;
    }

    /** Makes room for the next kind of things, so that one kind cannot take the room of all. */
    void nextShare() {
        budget += limits.keptCharacters() / SHARES;
    }

    MailLimits limits() {
        return limits;
    }

    void defect(@Nullable String part, String what) {
        Place place = new Place(part, what);
        if (defects.size() < DEFECTS || defects.containsKey(place)) {
            defects.merge(place, 1, Integer::sum);
        }
    }

    void limit(@Nullable String part, String limit, long value) {
        if (reached.size() < DEFECTS) {
            reached.putIfAbsent(new Place(part, limit), value);
        }
    }

    /** Returns a text as it may be written: printable, at most so long, and within what is left of the budget. */
    String keep(String text, int longest) {
        String kept = Printable.text(text, longest);
        if (kept.length() > budget) {
            limit(null, "keptCharacters", limits.keptCharacters());
            kept = Printable.text(kept, budget);
        }
        budget -= kept.length();
        return kept;
    }

    @Nullable
    String keepOrNothing(@Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String kept = keep(text.strip(), longest);
        return kept.isEmpty() ? null : kept;
    }

    /** Returns whether there is still room for another thing with text. */
    boolean hasRoom() {
        if (budget <= 0) {
            limit(null, "keptCharacters", limits.keptCharacters());
        }
        return budget > 0;
    }

    boolean cut() {
        return !reached.isEmpty();
    }

    List<MailDefect> defects() {
        List<MailDefect> list = new ArrayList<>(defects.size());
        defects.forEach((place, count) -> list.add(new MailDefect(place.part(), place.what(), count)));
        return list;
    }

    List<LimitReached> limitsReached() {
        List<LimitReached> list = new ArrayList<>(reached.size());
        reached.forEach((place, value) -> list.add(new LimitReached(place.part(), place.what(), value)));
        return list;
    }
}
