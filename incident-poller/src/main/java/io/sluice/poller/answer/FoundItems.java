package io.sluice.poller.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.incident.IncidentHeader;
import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.topic.Topics;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.finding.MalformedEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes items of an answer of what was read, each incident and each alert once, and keeps in mind what could not be
 * made one.
 */
final class FoundItems {

    /** An item beyond this many bytes may not fit into a record, of which a character can take three. */
    private static final int LARGEST = Topics.INCIDENT_RESULTS.maxValueBytes() / 3;

    private static final int SUSPICIOUS = LARGEST / 8;
    private static final int MOST_TOLD = 5;

    private final Consumer<IncidentItem> items;
    private final InstantSource clock;
    private final int limit;
    private final Set<String> given = new HashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private long repeated;
    private boolean cut;

    /**
     * Begins.
     *
     * @param limit how many items are wanted, at most
     */
    FoundItems(Consumer<IncidentItem> items, InstantSource clock, int limit) {
        this.items = items;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Gives out an incident.
     *
     * @param redirectedTo the incident that it was merged into, where that is told next
     */
    boolean incident(SeenIncident seen, @Nullable String redirectedTo) {
        String id = String.valueOf(seen.facts().id());
        return give("incident " + id, seen.bytes(), () -> new IncidentItem(finding(seen), redirectedTo, null, null));
    }

    /**
     * Gives out the alerts of an incident.
     *
     * @param withHeader whether each is to say what its incident says of itself
     */
    boolean alerts(SeenIncident seen, boolean withHeader) {
        IncidentHeader header = null;
        if (withHeader && !seen.alerts().isEmpty()) {
            try {
                header = IncidentHeader.of(finding(seen));
            } catch (MalformedEvent malformed) {
                leaveOut("incident " + seen.facts().id() + ": " + malformed.getMessage());
                return true;
            }
        }
        for (ReadAlert alert : seen.alerts()) {
            if (!alert(seen, alert, header)) {
                return false;
            }
        }
        return true;
    }

    private boolean alert(SeenIncident seen, ReadAlert alert, @Nullable IncidentHeader header) {
        String id = alert.id();
        if (id == null) {
            leaveOut("an alert of incident " + seen.facts().id() + " has no id");
            return true;
        }
        return give("alert " + id, alert.json().utf8().length, () -> {
            JsonNode json = Json.MAPPER.readTree(alert.json().utf8());
            RawAlert raw = new RawAlert(
                    seen.raw().tenantId(),
                    seen.raw().connectionId(),
                    seen.raw().source(),
                    seen.raw().readAt(),
                    seen.raw().incident(),
                    json);
            AlertEvent event = AlertEvent.of(raw, DefenderShape.ALL);
            DetectionFinding finding = event.finding(true, clock.instant());
            return new IncidentItem(null, null, finding, header);
        });
    }

    /** Nobody remembers what the one who asks has seen: it is not told as new. */
    private IncidentFinding finding(SeenIncident seen) throws MalformedEvent {
        return IncidentEvent.of(seen.raw(), DefenderShape.ALL).finding(true, clock.instant());
    }

    @FunctionalInterface
    private interface Maker {
        IncidentItem make() throws MalformedEvent, IOException;
    }

    /** Gives out an item if it has not been given out and is wanted; says whether more are. */
    private boolean give(String what, long bytes, Maker maker) {
        if (given.contains(what)) {
            repeated++;
            return true;
        }
        if (given.size() == limit) {
            cut = true;
            return false;
        }
        try {
            IncidentItem item = maker.make();
            if (bytes > SUSPICIOUS && Json.write(item).length > LARGEST) {
                leaveOut(what + " is larger than a record can be");
                return true;
            }
            items.accept(item);
            given.add(what);
        } catch (MalformedEvent malformed) {
            leaveOut(what + ": " + malformed.getMessage());
        } catch (IOException unreadable) {
            leaveOut(what + " is deeper, or has a longer text, than can be read");
        }
        return true;
    }

    /** Keeps in mind that something could not be given out, and why. */
    void leaveOut(String why) {
        leftOut.add(why);
    }

    /** Returns how many items were given out. */
    long count() {
        return given.size();
    }

    /** Returns how often something was read that had been given out. */
    long repeated() {
        return repeated;
    }

    /** Whether more was there than was wanted. */
    boolean isCut() {
        return cut;
    }

    /** Returns why something is missing, for people; nothing if nothing is. */
    @Nullable
    String missing() {
        if (leftOut.isEmpty()) {
            return null;
        }
        return leftOut.size() + " that Microsoft gave cannot be used: "
                + String.join("; ", leftOut.stream().limit(MOST_TOLD).toList())
                + (leftOut.size() > MOST_TOLD ? "; and others." : ".");
    }
}
