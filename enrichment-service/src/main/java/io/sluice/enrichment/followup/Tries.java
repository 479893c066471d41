package io.sluice.enrichment.followup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The answers to one question that was asked several times. */
final class Tries {

    /** How many rows of all of them together are told: of three tries all that is kept. */
    private static final int MOST_ROWS = 3 * AnswerReading.KEPT;

    /** What one try has told in full stays, whatever becomes of another; of two such the newer one counts. */
    private static final Comparator<Answer> BY_WEIGHT = Comparator.comparing(Answer::isComplete)
            .thenComparing(Answer::isWhole, Comparator.reverseOrder())
            .thenComparingLong(Answer::at);

    private Tries() {}

    /**
     * Returns what they tell together; nothing if there is none.
     *
     * <p>What happened stays true, so that rows add up: those of the try that was asked first come first, and of each
     * later one those that are not among them. A question is first asked minutes after the alert, and of rows of the
     * same day the newest are kept, so that the first ones are those around the alert; who took the newest of all would
     * lose them. What they tell follows from the answers alone, not from the order in which these are read.
     *
     * @param tries in the order in which they were asked
     * @param rows whether they tell what happened at a time; otherwise the newest state is what counts
     */
    static Optional<Answer> together(List<Answer> tries, boolean rows) {
        Optional<Answer> main = tries.reversed().stream().max(BY_WEIGHT);
        return rows && tries.size() > 1 ? main.map(answer -> answer.withItems(all(tries))) : main;
    }

    private static List<ObjectNode> all(List<Answer> tries) {
        return tries.stream()
                .flatMap(each -> each.items().stream())
                .distinct()
                .limit(MOST_ROWS)
                .toList();
    }
}
