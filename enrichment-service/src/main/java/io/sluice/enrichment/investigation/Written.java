package io.sluice.enrichment.investigation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was written of an investigation last: enough to tell whether the next record says something else, and what.
 *
 * @param state its state
 * @param mergedInto the investigation that it was found to be one with
 * @param content tells what it said from everything else
 * @param version the version under which that was written
 * @param told what it said in earlier versions, the newest first, at most {@link #REMEMBERED}
 * @param returns how often it said again what it had, or may have, said before
 * @param again whether it was closed and forgotten before: nobody knows any more what it said then
 * @param score its score
 * @param headline what is compared in words: severity, status, verdict, title, assignee
 * @param parts the alerts, entities, messages and answers, by hash
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Written(
        InvestigationState state,
        @Nullable String mergedInto,
        String content,
        String version,
        List<String> told,
        int returns,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean again,
        int score,
        List<String> headline,
        Set<Integer> parts) {

    private static final int REMEMBERED = 16;

    public Written {
        told = told == null ? List.of() : List.copyOf(told);
        headline = headline == null ? List.of() : List.copyOf(headline);
        parts = parts == null ? Set.of() : Set.copyOf(parts);
    }

    /** Returns the version for content that is written next: another one where the same may have been said before. */
    static String versionAfter(Written before, String content) {
        return before.mayHaveTold(content) ? versionOf(content, before.returns + 1) : content;
    }

    /** Returns the version for content that was, or may have been, written so often before. */
    static String versionOf(String content, int returns) {
        return returns == 0 ? content : content + "-" + returns;
    }

    /** What was said longer ago than is remembered may have been anything. */
    private boolean mayHaveTold(String content) {
        return again || told.size() >= REMEMBERED || told.contains(content);
    }

    /** Returns how often the same was said again, after content that is written next. */
    static int returnsAfter(Written before, String content) {
        return before.returns + (before.mayHaveTold(content) ? 1 : 0);
    }

    /** Returns what was said lately, after content that is written next. */
    static List<String> toldAfter(@Nullable Written before, String content) {
        List<String> told = new ArrayList<>();
        told.add(content);
        if (before != null) {
            before.told.stream()
                    .filter(earlier -> !earlier.equals(content))
                    .limit(REMEMBERED - 1)
                    .forEach(told::add);
        }
        return told;
    }

    /** Writes it for a store. */
    public byte[] toBytes() {
        return Json.write(this);
    }

    /** Reads it from a store. */
    public static Written of(byte[] stored) {
        try {
            return Json.read(stored, Written.class);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a note that cannot be read", e);
        }
    }
}
