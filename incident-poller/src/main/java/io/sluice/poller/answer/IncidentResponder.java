package io.sluice.poller.answer;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.incident.IncidentRequestKind;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.Pause;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.poller.defender.AskedIncidents;
import io.sluice.poller.defender.AskedIncidents.Wanted;
import io.sluice.poller.defender.AskedIncidentsApi;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.poller.graph.AskedGraphIncidents;
import io.sluice.poller.graph.GraphSecurityApi;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import io.sluice.requests.Responder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers requests for incidents: one with all its alerts, those of a time, or the alerts of those. */
public final class IncidentResponder implements Responder<IncidentRequest, IncidentItem> {

    private static final int LISTED_BY_DEFAULT = 1_000;

    /** How much of Microsoft's a page may hold in memory, for each request at once. */
    private static final long MOST_BYTES = LargeIncidents.LARGE;

    private static final int TRIES = 4;
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

    /** How often a list is looked through for what was changed while it was read. */
    private static final int MOST_LOOKS = 5;

    /** Longer than any chain of merges that people make. */
    private static final int LONGEST_CHAIN = 20;

    private final AskedIncidentsApi defender;
    private final GraphSecurityApi graph;
    private final InstantSource clock;
    private final Pause pause;
    private final Duration timeLimit;

    /**
     * Makes a responder.
     *
     * @param pause {@code Thread::sleep}
     * @param timeLimit how long a request may take from when its turn has come
     */
    public IncidentResponder(
            AskedIncidentsApi defender, GraphSecurityApi graph, InstantSource clock, Pause pause, Duration timeLimit) {
        this.defender = defender;
        this.graph = graph;
        this.clock = clock;
        this.pause = pause;
        this.timeLimit = timeLimit;
    }

    @Override
    public Ending respond(Asked<IncidentRequest> asked, Consumer<IncidentItem> items) throws InterruptedException {
        return new Answer(asked, items).toItsEnd();
    }

    private AskedIncidents interfaceOf(Connection connection, Instant deadline) {
        DefenderIncidents how = connection.capabilities().defenderIncidents();
        return switch (how == null ? IncidentSource.XDR : how.source()) {
            case XDR -> defender.asked(connection, deadline);
            case GRAPH -> new AskedGraphIncidents(graph, connection, deadline);
        };
    }

    private Ending.Failed failed(String kind, String message, @Nullable String remedy, @Nullable Extent extent) {
        return new Ending.Failed(new StatusError(kind, null, message, remedy, clock.instant()), extent);
    }

    /** A request that is being answered. */
    private final class Answer {

        private final IncidentRequest request;
        private final Connection connection;
        private final Instant began = clock.instant();
        private final Instant deadline = began.plus(timeLimit);
        private final AskedIncidents microsoft;
        private final FoundItems found;
        private int calls;

        /** Why what was wanted in the middle of a list cannot be read, and all else neither. */
        private @Nullable MicrosoftException brokeOff;

        private int failures;

        Answer(Asked<IncidentRequest> asked, Consumer<IncidentItem> items) {
            this.request = asked.request();
            this.connection = asked.connection();
            this.microsoft = interfaceOf(connection, deadline);
            Integer limit = request.limit();
            int most = request.kind() == IncidentRequestKind.GET
                    ? Integer.MAX_VALUE
                    : limit == null ? LISTED_BY_DEFAULT : limit;
            this.found = new FoundItems(items, clock, most);
        }

        Ending toItsEnd() throws InterruptedException {
            return switch (request.kind()) {
                case GET -> get(Objects.requireNonNull(request.incidentId()));
                case LIST, LIST_DETECTIONS -> list(new Condition(request, began));
            };
        }

        private Ending get(String incidentId) throws InterruptedException {
            Set<String> chain = new LinkedHashSet<>();
            String id = incidentId;
            while (chain.size() < LONGEST_CHAIN && chain.add(id)) {
                Optional<String> redirectedTo;
                try {
                    redirectedTo = given(id);
                } catch (MicrosoftException failed) {
                    return failed.failure() instanceof NotFound
                            ? failed(
                                    "not-found",
                                    notThere(chain),
                                    "Check the id, and whose tenant it is.",
                                    extent(false))
                            : failed(failed, extent(false));
                }
                if (redirectedTo.isEmpty()) {
                    return ended(extent(found.missing() == null));
                }
                id = redirectedTo.get();
            }
            String merges = "The incidents " + String.join(", ", chain)
                    + " were merged one into the other, and the last into " + id;
            return chain.contains(id)
                    ? failed(
                            "redirect-loop",
                            merges + ": Microsoft does not say which one holds the alerts.",
                            "Look at them in Microsoft's portal.",
                            extent(false))
                    : failed(
                            "redirect-loop",
                            merges + ": that is no circle, but no more than " + LONGEST_CHAIN + " are followed.",
                            "Ask for incident " + id + ".",
                            extent(false));
        }

        private static String notThere(Set<String> chain) {
            List<String> ids = List.copyOf(chain);
            return ids.size() == 1
                    ? "There is no incident " + ids.getLast() + " in this tenant."
                    : "Incident " + ids.get(ids.size() - 2) + " was merged into " + ids.getLast()
                            + ", which is not there.";
        }

        /** Gives out an incident, with its alerts if it was not merged into another one; returns which one that is. */
        private Optional<String> given(String id) throws MicrosoftException, InterruptedException {
            List<String> redirectedTo = new ArrayList<>(1);
            one(id, incident -> {
                String other = incident.facts().redirectedTo();
                found.incident(incident, other);
                if (other == null) {
                    found.alerts(incident, false);
                } else {
                    redirectedTo.add(other);
                }
            });
            return redirectedTo.stream().findFirst();
        }

        /** Hands on nothing if what Microsoft gives is no incident. */
        private void one(String id, Consumer<SeenIncident> consumer) throws MicrosoftException, InterruptedException {
            for (int tries = 1; ; tries++) {
                try {
                    calls++;
                    unthrottled(() -> {
                        microsoft.one(id, item -> {
                            SeenIncident incident = seen(item);
                            if (incident != null) {
                                consumer.accept(incident);
                            }
                        });
                        return id;
                    });
                    return;
                } catch (MicrosoftException failed) {
                    boolean passes =
                            failed.failure() instanceof Unavailable || failed.failure() instanceof MalformedAnswer;
                    Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << tries);
                    if (!passes
                            || tries == TRIES
                            || clock.instant().plus(backOff).isAfter(deadline)) {
                        throw failed;
                    }
                    pause.of(backOff);
                }
            }
        }

        private Ending list(Condition condition) throws InterruptedException {
            if (condition.isOfTheFuture()) {
                return new Ending.Rejected(
                        List.of(new Problem("/from", "It must be before now, which is " + began + ".")));
            }
            NewestFirst<SeenIncident> reader = new NewestFirst<>(
                    (window, top, skip, incidents) -> page(condition, window, top, skip, incidents),
                    incident -> instant(condition.timeOf(incident.facts())),
                    SeenIncident::bytes,
                    incident -> !condition.matches(incident.facts()) || give(incident),
                    microsoft.largestPage(),
                    MOST_BYTES);
            try {
                boolean all = readAll(reader, condition);
                return ended(extent(condition, all && !found.isCut() && found.missing() == null));
            } catch (MicrosoftException failed) {
                return failed(failed, extent(condition, false));
            }
        }

        /** Reads what is wanted, and then what was changed meanwhile, until there is nothing that can have moved. */
        private boolean readAll(NewestFirst<SeenIncident> reader, Condition condition)
                throws MicrosoftException, InterruptedException {
            Window window = condition.window();
            for (int looks = 1; looks <= MOST_LOOKS; looks++) {
                Instant lookBegan = clock.instant();
                int before = reader.pagesRead();
                if (!reader.read(window)) {
                    if (brokeOff != null) {
                        throw brokeOff;
                    }
                    return false;
                }
                Window changed = condition.changedSince(lookBegan, clock.instant());
                if (changed == null || reader.pagesRead() == before + 1) {
                    return true; // a page is as of one moment
                }
                window = changed;
            }
            return false;
        }

        private boolean give(SeenIncident incident) throws InterruptedException {
            if (!wantsAlerts()) {
                return found.incident(incident, null);
            }
            return incident.lacksAlerts() ? giveLarge(incident) : found.alerts(incident, true);
        }

        /** Reads an incident again by itself, whose alerts were too much to keep until its place in the order came. */
        private boolean giveLarge(SeenIncident incident) throws InterruptedException {
            String id = String.valueOf(incident.facts().id());
            boolean[] wanted = {true};
            try {
                one(id, again -> {
                    String other = again.facts().redirectedTo();
                    if (other == null) {
                        wanted[0] = found.alerts(again, true);
                    } else {
                        found.leaveOut("incident " + id + " was merged into " + other + " while the list was read");
                    }
                });
            } catch (MicrosoftException failed) {
                if (!isOfOneIncident(failed.failure())) {
                    brokeOff = failed;
                    return false;
                }
                found.leaveOut("incident " + id + " is large and cannot be read by itself: " + failed.getMessage());
            }
            return wanted[0];
        }

        /** Says whether others may well be read. */
        private static boolean isOfOneIncident(MicrosoftFailure failure) {
            return failure instanceof NotFound || failure instanceof MalformedAnswer || failure instanceof Unavailable;
        }

        private boolean wantsAlerts() {
            return request.kind() == IncidentRequestKind.LIST_DETECTIONS;
        }

        private WindowReader.Extent page(
                Condition condition, Window window, int top, int skip, ItemConsumer<SeenIncident> incidents)
                throws MicrosoftException, InterruptedException {
            if (!clock.instant().isBefore(deadline)) {
                throw new MicrosoftException(new Throttled(
                        "It takes more calls than Microsoft allows in the time that a request may take (" + timeLimit
                                + ").",
                        FIRST_BACK_OFF));
            }
            try {
                calls++;
                WindowReader.Extent extent = unthrottled(() -> microsoft.page(
                        new Wanted(condition.time(), condition.onlyStatus()), window, top, skip, item -> {
                            SeenIncident incident = seen(item);
                            if (incident != null) {
                                // Items of one instant are taken as they come, others when their turn comes.
                                boolean isKept = incident.bytes() <= LargeIncidents.LARGE || window.isOneTick();
                                boolean whole = wantsAlerts() && isKept && condition.matches(incident.facts());
                                incidents.accept(whole ? incident : incident.withoutAlerts());
                            }
                        }));
                failures = 0;
                return extent;
            } catch (MicrosoftException failed) {
                Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures++, 4));
                if (failed.failure() instanceof Unavailable
                        && clock.instant().plus(backOff).isBefore(deadline)) {
                    pause.of(backOff); // before it is tried again
                }
                throw failed;
            }
        }

        private @Nullable SeenIncident seen(ReadItem item) {
            return switch (item) {
                case Unreadable unreadable -> {
                    found.leaveOut(unreadable.reason());
                    yield null;
                }
                case ReadIncident incident -> {
                    try {
                        yield SeenIncident.of(
                                incident, connection, microsoft.source(), microsoft.shape(), clock.instant());
                    } catch (IOException unreadable) {
                        found.leaveOut(
                                "incident " + incident.id() + " is deeper, or has a longer text, than can be read");
                        yield null;
                    }
                }
            };
        }

        private @Nullable Instant instant(@Nullable SourceTime time) {
            if (time == null) {
                return null;
            }
            try {
                return Instant.parse(time.text());
            } catch (DateTimeException unusual) {
                return Instant.ofEpochMilli(time.epochMillis());
            }
        }

        private Ending ended(Extent extent) {
            String missing = found.missing();
            return missing == null
                    ? new Ending.Completed(extent)
                    : failed(
                            "malformed-answer",
                            missing,
                            "The others are there. Look at these in Microsoft's portal.",
                            extent);
        }

        private Ending.Failed failed(MicrosoftException failed, Extent extent) {
            return new Ending.Failed(
                    Diagnosis.of(failed.failure(), clock.instant()).error(), extent);
        }

        private Ending.Failed failed(String kind, String message, String remedy, Extent extent) {
            return IncidentResponder.this.failed(kind, message, remedy, extent);
        }

        private Extent extent(boolean complete) {
            return new Extent(null, null, found.count(), found.count(), found.repeated(), calls, complete);
        }

        private Extent extent(Condition condition, boolean complete) {
            return new Extent(
                    condition.from(), condition.to(), found.count(), found.count(), found.repeated(), calls, complete);
        }

        /** Calls again as soon as Microsoft allows it, if there is time: throttled, nothing has been read. */
        private <T> T unthrottled(Call<T> call) throws MicrosoftException, InterruptedException {
            while (true) {
                try {
                    return call.make();
                } catch (MicrosoftException failed) {
                    if (!(failed.failure() instanceof Throttled throttled)
                            || clock.instant().plus(throttled.retryAfter()).isAfter(deadline)) {
                        throw failed;
                    }
                    pause.of(throttled.retryAfter());
                }
            }
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws MicrosoftException, InterruptedException;
    }
}
