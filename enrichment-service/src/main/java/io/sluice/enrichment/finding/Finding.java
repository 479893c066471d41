package io.sluice.enrichment.finding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.enrichment.entity.Sighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found, with the newest report of each source: what is kept of an alert, an incident or a message.
 *
 * @param kind what it is
 * @param uid its id, the same in all sources: {@code finding_info.uid}, or a message's NetworkMessageId and recipient
 * @param reports the newest report of each source, in the order of the sources' names, so that it does not matter which
 *     came first
 */
public record Finding(FindingKind kind, String uid, List<Report> reports) {

    /**
     * How many sources have a say: Defender, Sentinel, and one to come. Of more, which only somebody from outside can
     * make up, those whose names come first, whoever reports first.
     */
    private static final int MOST_SOURCES = 3;

    public Finding {
        reports = List.copyOf(reports);
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("Somebody reports a finding");
        }
    }

    /** Returns a finding as it is with one more report; nothing if a newer one of that source is known, or this one. */
    public static Optional<Finding> with(@Nullable Finding before, FindingKind kind, String uid, Report report) {
        if (before == null) {
            return Optional.of(new Finding(kind, uid, List.of(report)));
        }
        List<Report> reports = new ArrayList<>(before.reports);
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).source().equals(report.source())) {
                if (Report.BY_AGE.compare(report, reports.get(i)) <= 0) {
                    return Optional.empty();
                }
                reports.set(i, report);
                return Optional.of(new Finding(kind, uid, reports));
            }
        }
        reports.add(report);
        reports.sort(Comparator.comparing(Report::source));
        if (reports.size() > MOST_SOURCES && reports.removeLast().equals(report)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(kind, uid, reports));
    }

    /** Returns its id among all findings of the tenant. */
    @JsonIgnore
    public String id() {
        return kind.id(uid);
    }

    /** Returns the report whose words are used: the first source's, which is Defender's where it has one. */
    @JsonIgnore
    public Report main() {
        return reports.getFirst();
    }

    /** Returns when it came to be, by the source that says the earliest. */
    @JsonIgnore
    public long created() {
        return least(Report::created);
    }

    /** Returns when what it is about was seen first. */
    @JsonIgnore
    public long from() {
        return least(Report::from);
    }

    /** Returns when what it is about was seen last. */
    @JsonIgnore
    public long to() {
        return most(Report::to);
    }

    /** Returns when a source changed it last. */
    @JsonIgnore
    public long modified() {
        return most(Report::modified);
    }

    /** Returns when the newest report was read. */
    @JsonIgnore
    public long read() {
        return most(Report::read);
    }

    private long least(ToLongFunction<Report> time) {
        long least = Long.MAX_VALUE;
        for (Report report : reports) {
            least = Math.min(least, time.applyAsLong(report));
        }
        return least;
    }

    private long most(ToLongFunction<Report> time) {
        long most = Long.MIN_VALUE;
        for (Report report : reports) {
            most = Math.max(most, time.applyAsLong(report));
        }
        return most;
    }

    /** Returns the incidents that it is in, by whichever source. */
    @JsonIgnore
    public SequencedSet<String> incidents() {
        SequencedSet<String> incidents = new LinkedHashSet<>();
        reports.forEach(report -> incidents.addAll(report.incidents()));
        return incidents;
    }

    /** Returns everything that it names, by whichever source; the same thing may be in it once for each source. */
    @JsonIgnore
    public List<Sighting> sightings() {
        return reports.size() == 1
                ? main().sightings()
                : reports.stream()
                        .flatMap(report -> report.sightings().stream())
                        .toList();
    }

    /** Returns whether somebody concluded that it is no attack, and nobody that it is one. */
    @JsonIgnore
    public boolean isHarmless() {
        boolean harmless = false;
        for (Report report : reports) {
            if (report.verdict() == Verdict.TRUE_POSITIVE) {
                return false;
            }
            harmless |= isHarmless(report.verdict());
        }
        return harmless;
    }

    private static boolean isHarmless(Verdict verdict) {
        return switch (verdict) {
            case FALSE_POSITIVE, BENIGN, TEST, DISREGARD -> true;
            case UNKNOWN,
                    TRUE_POSITIVE,
                    SUSPICIOUS,
                    INSUFFICIENT_DATA,
                    SECURITY_RISK,
                    MANAGED_EXTERNALLY,
                    DUPLICATE,
                    OTHER -> false;
        };
    }

    /** Writes it for a store. */
    public byte[] toBytes() {
        return Json.write(this);
    }

    /** Reads it from a store. */
    public static Finding of(byte[] stored) {
        try {
            return Json.read(stored, Finding.class);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a finding that cannot be read", e);
        }
    }
}
