package io.sluice.local.check;

import java.util.List;

/**
 * What was found about one tenant on one topic.
 *
 * @param versions how many versions there were
 * @param demanded how many of them must be on the topic
 * @param records how many records there are
 * @param missing a sentence for each version that is not there but must be
 * @param doubled a sentence for each record that is one too many
 * @param wrong a sentence for each record that says what never was
 */
public record Findings(
        int versions, int demanded, int records, List<String> missing, List<String> doubled, List<String> wrong) {

    /** Copies the lists. */
    public Findings {
        missing = List.copyOf(missing);
        doubled = List.copyOf(doubled);
        wrong = List.copyOf(wrong);
    }

    /** Says whether nothing was found. */
    public boolean isClean() {
        return missing.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }
}
