package io.sluice.poller.answer;

import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.incident.IncidentTime;
import io.sluice.polling.finding.IncidentFacts;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents a list wants. Microsoft looks at the time, and at the state where one is wanted; the rest is looked
 * at here, because severity cannot be asked for and nothing says how Microsoft compares names.
 */
final class Condition {

    /** The states of incidents, as the Defender XDR API writes them; Microsoft Graph writes the same words small. */
    static final List<String> STATUSES = List.of("Active", "AwaitingAction", "InProgress", "Redirected", "Resolved");

    /** The severities of incidents, as the Defender XDR API writes them. */
    static final List<String> SEVERITIES = List.of("Informational", "Low", "Medium", "High", "UnSpecified");

    /** Clocks differ: what Microsoft stamps now can be later than now here. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private final IncidentRequest request;
    private final Instant from;
    private final Instant to;

    /** Takes the condition of a request that keeps the rules, put at a moment. */
    Condition(IncidentRequest request, Instant now) {
        this.request = request;
        this.to = request.to() == null ? now : request.to();
        Duration duration = request.duration();
        this.from = request.from() == null ? to.minus(duration == null ? LOOK_BACK : duration) : request.from();
    }

    /** Returns the beginning of the time that is looked at. */
    Instant from() {
        return from;
    }

    /** Returns the end of the time that is looked at. */
    Instant to() {
        return to;
    }

    /** Whether it begins after its end: what it would look at is not there yet. */
    boolean isOfTheFuture() {
        return !from.isBefore(to);
    }

    /** Returns the window to read. */
    Window window() {
        return new Window(from, isOpen() ? to.plus(SKEW) : to);
    }

    /**
     * Returns the window in which incidents are found that were changed, and so have moved to where nobody looks any
     * more, while a window was read; nothing where they cannot move, or have left it for good.
     *
     * @param began when the reading began
     * @param now when the window has been read
     */
    @Nullable
    Window changedSince(Instant began, Instant now) {
        if (!isOpen() || time() != IncidentTime.CHANGED) {
            return null;
        }
        Instant earliest = began.minus(SKEW);
        return new Window(earliest.isAfter(from) ? earliest : from, now.plus(SKEW));
    }

    private boolean isOpen() {
        return request.to() == null;
    }

    /** Returns which time of the incidents it is about. */
    IncidentTime time() {
        return request.durationType() == null ? IncidentTime.CHANGED : request.durationType();
    }

    /** Returns the time of an incident that it is about, if the incident has it. */
    @Nullable
    SourceTime timeOf(IncidentFacts incident) {
        return switch (time()) {
            case CREATED -> incident.created();
            case CHANGED -> incident.modified();
        };
    }

    /** Returns the only state that is wanted, as the Defender XDR API writes it; nothing if there are several. */
    @Nullable
    String onlyStatus() {
        if (request.statuses().size() != 1) {
            return null;
        }
        return STATUSES.stream()
                .filter(request.statuses().getFirst()::equalsIgnoreCase)
                .findFirst()
                .orElse(null);
    }

    /** Whether an incident of the window is wanted. */
    boolean matches(IncidentFacts incident) {
        return isInTime(timeOf(incident))
                && has(request.statuses(), incident.status())
                && has(request.severities(), incident.severity())
                && has(request.assignees(), incident.assignedTo());
    }

    /** Microsoft is known to have ignored conditions on times. */
    private boolean isInTime(@Nullable SourceTime time) {
        if (time == null) {
            return true;
        }
        Instant at = Instant.ofEpochMilli(time.epochMillis());
        return !at.isBefore(from.truncatedTo(ChronoUnit.MILLIS)) && (isOpen() || at.isBefore(to));
    }

    private static boolean has(List<String> wanted, @Nullable String word) {
        return wanted.isEmpty() || (word != null && wanted.stream().anyMatch(word::equalsIgnoreCase));
    }
}
