package io.sluice.poller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.incident.IncidentTime;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.poller.defender.IncidentPage.Listed;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.graph.GraphSecurityApi.Part;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.polling.window.WindowReader.PageSizes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the incidents of Microsoft Graph with their alerts, and the alerts that are in none. A list that Graph does not
 * manage to give with alerts is asked for without them, and each incident by itself; the alerts of one that even so
 * cannot be had are looked for in the list of all alerts. So one incident never keeps a tenant from being read.
 */
public final class GraphIncidents {

    private static final Logger LOG = Logger.getLogger(GraphIncidents.class);

    /** Alerts come before incidents; of a long time, so much at once, so that what has been read counts. */
    private static final Duration MOST_AT_ONCE = Duration.ofDays(1);

    /**
     * Alerts of an incident can be older than it is, where it took them from another one: while what is new is read, so
     * much older ones are looked for, and all that Defender still correlates when there is time.
     */
    private static final Duration BEFORE_ITS_INCIDENT = Duration.ofDays(1);

    private static final Duration LONG_BEFORE_ITS_INCIDENT = Duration.ofDays(30);

    /** So many pages may say that they go on and show nothing, before that is a failure. */
    private static final int MOST_EMPTY_PAGES = 20;

    /** So many pages the alerts of an incident may have, before that is a list that does not end. */
    private static final int MOST_PAGES_OF_ALERTS = 1_000;

    /** Incidents and alerts of Defender are not that old. */
    private static final Duration OLDEST = Duration.ofDays(3660);

    private final GraphSecurityApi api;
    private final PageSizes pages;

    /**
     * Reads through this API.
     *
     * @param pageSize how many incidents are asked for at once, at most; never more than Graph allows
     */
    public GraphIncidents(GraphSecurityApi api, int pageSize) {
        this.api = api;
        this.pages = new PageSizes(Math.min(pageSize, GraphSecurityApi.MAX_PAGE), 1);
    }

    /** Takes what is read. */
    public interface Receiver {

        /** What comes next is as of now. */
        void ask();

        /**
         * Takes an incident with its alerts.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void incident(ReadItem incident) throws InterruptedException;

        /**
         * Takes an alert that is in no incident; what it is made of is in the header.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void alert(ReadItem alert) throws InterruptedException;

        /**
         * Everything before this instant has been handed on.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void completeTo(Instant instant) throws InterruptedException;
    }

    /** See {@link GraphSecurityApi#authorize}. */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        api.authorize(connection);
    }

    /** See {@link GraphSecurityApi#ahead}. */
    public Duration ahead(Connection connection) {
        return api.ahead(connection);
    }

    /** See {@link GraphSecurityApi#forget}. */
    public void forget(Connection connection) {
        api.forget(connection);
    }

    /**
     * Reads all that changed in a window, oldest first.
     *
     * @param purpose what it is read for
     * @throws MicrosoftException if a part of it cannot be read; what came before stays read
     * @throws InterruptedException if the thread is to stop
     */
    public void read(Connection connection, Window whole, Purpose purpose, Receiver receiver)
            throws MicrosoftException, InterruptedException {
        Instant from = whole.from();
        while (from.isBefore(whole.to())) {
            Instant end = from.plus(MOST_AT_ONCE);
            Window window = new Window(from, end.isBefore(whole.to()) ? end : whole.to());
            Reading reading = new Reading(connection, purpose, receiver, IncidentTime.CHANGED);
            read(reading::alerts, alertPages(), reading::alert, _ -> {}, window);
            read(reading::incidents, pages, receiver::incident, receiver::completeTo, window);
            from = window.to();
        }
    }

    private static void read(
            WindowReader.PageSource<ReadItem> source,
            PageSizes sizes,
            ItemConsumer<ReadItem> items,
            WindowReader.Progress progress,
            Window window)
            throws MicrosoftException, InterruptedException {
        new WindowReader<>(source, sizes, GraphIncidents::changedAt, items, progress).read(window);
    }

    private static PageSizes alertPages() {
        return new PageSizes(GraphSecurityApi.ALERT_PAGE, 1);
    }

    private static @Nullable String changedAt(ReadItem item) {
        return item instanceof ReadIncident read ? read.lastUpdateTime() : null;
    }

    private static @Nullable String createdAt(ReadItem item) {
        return item instanceof ReadIncident read
                ? content(read).path("createdDateTime").textValue()
                : null;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private static JsonNode content(ReadIncident read) {
        try {
            return Json.MAPPER.readTree(read.header().utf8());
        } catch (IOException impossible) {
            return Json.MAPPER.missingNode(); // it was parsed when it was read
        }
    }

    /** Who asks takes pages as they come. */
    private static final Receiver NOBODY = new Receiver() {
        @Override
        public void ask() {
            // Nobody wants to know when.
        }

        @Override
        public void incident(ReadItem incident) {
            // It is taken from its page.
        }

        @Override
        public void alert(ReadItem alert) {
            // It is taken from its page.
        }

        @Override
        public void completeTo(Instant instant) {
            // Nobody goes on from there.
        }
    };

    /** Lists one kind of rows. */
    @FunctionalInterface
    private interface Lister {

        Listed list(Part part, int top, ItemConsumer<ReadItem> rows) throws MicrosoftException, InterruptedException;
    }

    /** Lists incidents. */
    @FunctionalInterface
    private interface PlainLister {

        Listed list(ItemConsumer<ReadItem> headers) throws MicrosoftException, InterruptedException;
    }

    /** Returns a reading for who asks now. */
    Reading reading(Connection connection, IncidentTime time) {
        return new Reading(connection, Purpose.REQUEST, NOBODY, time);
    }

    /** One window, read once. */
    final class Reading {

        private final Connection connection;
        private final Purpose purpose;
        private final Receiver receiver;

        /** Which time of the rows is in the window. */
        private final IncidentTime time;

        private @Nullable String next;

        /** Whether the list goes on without alerts, because it could not be had with them. */
        private boolean plain;

        Reading(Connection connection, Purpose purpose, Receiver receiver, IncidentTime time) {
            this.connection = connection;
            this.purpose = purpose;
            this.receiver = receiver;
            this.time = time;
        }

        void alert(ReadItem item) throws InterruptedException {
            if (!(item instanceof ReadIncident alert) || incidentOf(alert) == null) {
                receiver.alert(item);
            }
        }

        private static @Nullable String incidentOf(ReadIncident alert) {
            String id = content(alert).path("incidentId").asText("");
            return id.isEmpty() || id.equals("null") ? null : id;
        }

        Extent alerts(Window window, int top, int skip, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            return page(
                    (part, most, consumer) -> api.alerts(connection, purpose, part, most, consumer),
                    window,
                    top,
                    skip,
                    rows);
        }

        Extent incidents(Window window, int top, int skip, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            return page(this::expanded, window, top, skip, rows);
        }

        /** Reads one incident with its alerts, which are looked for elsewhere if Graph does not give them with it. */
        void one(String id, ItemConsumer<ReadItem> rows) throws MicrosoftException, InterruptedException {
            try {
                whole(id, rows);
                return;
            } catch (MicrosoftException failed) {
                if (!isTooMuch(failed)) {
                    throw failed;
                }
            }
            List<ReadIncident> headers = new ArrayList<>(1);
            api.incident(connection, purpose, id, false, item -> {
                if (item instanceof ReadIncident header) {
                    headers.add(header.withoutAlerts());
                } else {
                    rows.accept(item);
                }
            });
            for (ReadIncident header : headers) {
                withAlertsOfTheList(header, rows);
            }
        }

        private Part part(Window window) {
            return time == IncidentTime.CHANGED ? new Part(window, null) : new Part(null, window);
        }

        private @Nullable String timeOf(ReadItem item) {
            return time == IncidentTime.CHANGED ? changedAt(item) : createdAt(item);
        }

        /** A page of a window or, where all of its rows share one instant and there are more of them, the next one. */
        private Extent page(Lister lister, Window window, int top, int skip, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            receiver.ask();
            if (skip > 0) {
                return continued(lister, window, top, rows);
            }
            Listed listed = shown(checked(lister, part(window), window, top, rows), rows);
            next = listed.next();
            if (window.isOneTick() && next == null && listed.extent().items() >= top) {
                byOtherTime(lister, window, rows);
                return new Extent(0, false);
            }
            return listed.extent();
        }

        private Extent continued(Lister lister, Window window, int top, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            String link = next;
            if (link == null) {
                return new Extent(0, false);
            }
            Listed listed;
            try {
                listed = followed(link, rows);
            } catch (MicrosoftException failed) {
                if (plain || !isTooMuchWithAlerts(failed, top)) {
                    throw failed;
                }
                next = null;
                byOtherTime(lister, window, rows); // a link cannot be asked for with less
                return new Extent(0, false);
            }
            if (link.equals(listed.next())) {
                throw malformed("Microsoft Graph's page links to itself.");
            }
            listed = shown(listed, rows);
            next = listed.next();
            return listed.extent();
        }

        /** A page can be empty and go on: what it leads to is read in its place. */
        private Listed shown(Listed first, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            Listed listed = first;
            for (int empty = 0; listed.extent().items() == 0; empty++) {
                String link = listed.next();
                if (link == null) {
                    return listed;
                }
                if (empty >= MOST_EMPTY_PAGES) {
                    throw malformed("Microsoft Graph's list goes on and on, and shows nothing.");
                }
                listed = followed(link, rows);
            }
            return listed;
        }

        private Listed followed(String link, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            return plain
                    ? eachByItself(headers -> api.follow(connection, purpose, link, headers), rows)
                    : eachWhole(items -> api.follow(connection, purpose, link, items), rows);
        }

        /** Graph does not say where rows of one instant go on: by the other time they can be told apart. */
        private void byOtherTime(Lister lister, Window same, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            boolean changed = time == IncidentTime.CHANGED;
            Window ever = changed
                    ? new Window(same.to().minus(OLDEST), same.to())
                    : new Window(same.from(), same.from().plus(OLDEST));
            new WindowReader<ReadItem>(
                            (other, top, skip, consumer) -> {
                                Part part = changed ? new Part(same, other) : new Part(other, same);
                                Listed listed = lister.list(part, top, consumer);
                                if (other.isOneTick() && listed.extent().items() >= top) {
                                    throw malformed("Microsoft Graph does not say where a list goes on of which " + top
                                            + " rows share all their times.");
                                }
                                return new Extent(listed.extent().items(), listed.next() != null);
                            },
                            pages,
                            changed ? GraphIncidents::createdAt : GraphIncidents::changedAt,
                            rows,
                            _ -> {})
                    .read(ever);
        }

        /**
         * A filter that is ignored shows in a full page of other rows. Then the window is never read however often it
         * is split. Rows at the edge are no sign of it: they can change while they are asked for.
         */
        private Listed checked(Lister lister, Part part, Window window, int top, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            int[] outside = new int[1];
            Listed listed = lister.list(part, top, item -> {
                Instant at = time(timeOf(item));
                if (at != null && (at.isBefore(window.from()) || !at.isBefore(window.to()))) {
                    outside[0]++;
                }
                rows.accept(item);
            });
            int items = listed.extent().items();
            boolean full = listed.extent().continues() || items >= top;
            if (full && 2 * outside[0] > items) {
                throw new MicrosoftException(new InvalidRequest(
                        "Microsoft Graph does not keep to the filter: " + outside[0] + " of " + items
                                + " rows are of another time.",
                        null));
            }
            return listed;
        }

        private Listed expanded(Part part, int top, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            plain = false;
            try {
                return eachWhole(items -> api.incidents(connection, purpose, part, top, true, items), rows);
            } catch (MicrosoftException failed) {
                if (!isTooMuchWithAlerts(failed, top)) {
                    throw failed;
                }
                LOG.debugf(
                        "Microsoft Graph does not give '%s' %d incidents with their alerts: %s",
                        connection.name(), top, failed.getMessage());
            }
            plain = true;
            return eachByItself(headers -> api.incidents(connection, purpose, part, top, false, headers), rows);
        }

        /** Hands on what is there, and then the incidents to whose alerts the list only links. */
        private Listed eachWhole(PlainLister lister, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            List<ReadIncident> linking = new ArrayList<>();
            Listed listed = lister.list(item -> {
                if (item instanceof ReadIncident read && read.moreAlerts() != null) {
                    linking.add(read.withoutAlerts());
                } else {
                    rows.accept(item);
                }
            });
            for (ReadIncident header : linking) {
                withAlerts(header, rows);
            }
            return listed;
        }

        private Listed eachByItself(PlainLister lister, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            List<ReadItem> headers = new ArrayList<>();
            Listed listed = lister.list(headers::add);
            for (ReadItem item : headers) {
                if (item instanceof ReadIncident header) {
                    withAlerts(header, rows);
                } else {
                    rows.accept(item);
                }
            }
            return listed;
        }

        /**
         * Hands on an incident with its alerts. One that was listed a moment ago and is not found by itself is not
         * there yet, or not any more: what is known of it then is told, so that it is neither lost nor stops the
         * others.
         */
        private void withAlerts(ReadIncident header, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            try {
                whole(header.id(), rows);
            } catch (MicrosoftException failed) {
                if (!isTooMuch(failed) && !(failed.failure() instanceof NotFound)) {
                    throw failed;
                }
                LOG.debugf(
                        "Microsoft Graph does not give '%s' incident %s with its alerts: %s",
                        connection.name(), header.id(), failed.getMessage());
                withAlertsOfTheList(header, rows);
            }
        }

        /** Hands on an incident with those of its alerts too to which it links. */
        private void whole(String id, ItemConsumer<ReadItem> rows) throws MicrosoftException, InterruptedException {
            List<AlertsOfIncident> linking = new ArrayList<>(1);
            api.incident(connection, purpose, id, true, item -> {
                if (item instanceof ReadIncident incident && incident.moreAlerts() != null) {
                    linking.add(new AlertsOfIncident(incident, api.large()));
                } else {
                    rows.accept(item);
                }
            });
            for (AlertsOfIncident alerts : linking) {
                follow(alerts, rows);
            }
        }

        private void follow(AlertsOfIncident alerts, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            Set<String> links = new HashSet<>();
            String link = alerts.more();
            while (link != null && !alerts.areTooMany()) {
                if (!links.add(link) || links.size() > MOST_PAGES_OF_ALERTS) {
                    throw malformed("Microsoft Graph's pages of an incident's alerts go on and on.");
                }
                Listed listed;
                try {
                    listed = api.follow(connection, purpose, link, alerts::add);
                } catch (MicrosoftException failed) {
                    if (!isTooMuch(failed)) {
                        throw failed;
                    }
                    withAlertsOfTheList(alerts.incident(), rows); // a link cannot be asked for with less
                    return;
                }
                link = listed.next();
            }
            alerts.handOn(rows);
        }

        private void withAlertsOfTheList(ReadIncident incident, ItemConsumer<ReadItem> rows)
                throws MicrosoftException, InterruptedException {
            Instant created = time(content(incident).path("createdDateTime").textValue());
            Instant changed = time(incident.lastUpdateTime());
            if (created == null || changed == null) {
                throw malformed("An incident of Microsoft Graph says no times.");
            }
            Duration before = purpose == Purpose.PAST ? LONG_BEFORE_ITS_INCIDENT : BEFORE_ITS_INCIDENT;
            AlertsOfIncident alerts = new AlertsOfIncident(incident, api.large());
            Reading apart = new Reading(connection, purpose, receiver, IncidentTime.CHANGED);
            GraphIncidents.read(
                    apart::alerts,
                    alertPages(),
                    item -> {
                        if (item instanceof ReadIncident alert && incident.id().equals(incidentOf(alert))) {
                            alerts.add(alert);
                        }
                    },
                    _ -> {},
                    new Window(created.minus(before), changed.plus(Window.TICK)));
            alerts.handOn(rows);
        }

        /** A server's fault is one of the list with alerts, as users report; whatever else happens, less may do. */
        private boolean isTooMuchWithAlerts(MicrosoftException failed, int top) {
            Integer status = failed.evidence().status();
            return isTooMuch(failed) && ((status != null && status == 500) || top <= pages.smallest());
        }

        private static boolean isTooMuch(MicrosoftException failed) {
            return failed.failure() instanceof Unavailable || failed.failure() instanceof MalformedAnswer;
        }

        private static MicrosoftException malformed(String why) {
            return new MicrosoftException(new MalformedAnswer(why));
        }
    }
}
