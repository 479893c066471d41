package io.sluice.enrichment.finding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.correlation.Message;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.enrichment.entity.Sighting;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source says about a finding: Defender and Sentinel each have their own words for an alert that both report.
 * All times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * @param source Sluice's name of the interface it was read from, such as {@code defender-xdr}
 * @param version tells this version of the content from others
 * @param modified when the source changed it last
 * @param read when it was read from the source, at the latest when its record was written
 * @param created when it came to be
 * @param from when what it is about was seen first
 * @param to when what it is about was seen last
 * @param title what it is, in one line
 * @param product the product whose detector found it
 * @param url where an analyst can look at it
 * @param severity how bad it is
 * @param status the source's word for its state
 * @param closed whether it is resolved
 * @param verdict what analysts concluded
 * @param assignee who looks after it
 * @param connectionId the connection that it was read through
 * @param types the source's words for the kind of threat
 * @param attacks tactics and techniques
 * @param incidents the incidents that it is in or, of an incident, itself and those that it was merged into or repeats
 * @param sightings who and what it names
 * @param message what is known of the message, where it is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Report(
        String source,
        String version,
        long modified,
        long read,
        long created,
        long from,
        long to,
        String title,
        @Nullable String product,
        @Nullable String url,
        Severity severity,
        @Nullable String status,
        boolean closed,
        Verdict verdict,
        @Nullable String assignee,
        @Nullable String connectionId,
        List<String> types,
        List<Attack> attacks,
        List<String> incidents,
        List<Sighting> sightings,
        @Nullable Message message) {

    /** Which of two reports of one source counts: the one that was changed, or else read, later. */
    static final Comparator<Report> BY_AGE = Comparator.comparingLong(Report::modified)
            .thenComparingLong(Report::read)
            .thenComparing(Report::version);

    public Report {
        types = copy(types);
        attacks = copy(attacks);
        incidents = copy(incidents);
        sightings = copy(sightings);
    }

    /** Returns how much room it takes in a store. */
    int bytes() {
        return Json.write(this).length;
    }

    private static <E> List<E> copy(@Nullable List<E> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
