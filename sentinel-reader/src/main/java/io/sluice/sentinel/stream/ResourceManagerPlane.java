package io.sluice.sentinel.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.polling.poll.Digest;
import io.sluice.polling.poll.JsonPiece;
import io.sluice.polling.poll.PolledSource.Sink;
import io.sluice.polling.poll.RawRecords;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import io.sluice.polling.window.WindowReader.PageSizes;
import io.sluice.sentinel.arm.ArmIncident;
import io.sluice.sentinel.arm.SecurityInsights;
import io.sluice.sentinel.normalize.AlertIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Sentinel's incidents in Azure Resource Manager, read in windows of {@code lastModifiedTimeUtc}, with the alerts and
 * entities of each. Incidents and their details can come minutes late: what is young is read again.
 */
final class ResourceManagerPlane implements Plane {

    private static final Logger LOG = Logger.getLogger(ResourceManagerPlane.class);
    private static final String STAGE = "sentinel-reader: reading from Azure Resource Manager";

    /** Incidents of one instant are all on the pages that follow one another; as many as this is no tenant's. */
    private static final int MOST_PAGES = 1000;

    /** Fewer than Azure allows: they are kept until their alerts and entities have been asked for. */
    private static final int PAGE = 200;

    private final SecurityInsights insights;
    private final InstantSource clock;

    ResourceManagerPlane(SecurityInsights insights, InstantSource clock) {
        this.insights = insights;
        this.clock = clock;
    }

    @Override
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        insights.authorize(connection);
    }

    @Override
    public void read(Connection connection, Window window, Sink sink) throws MicrosoftException, InterruptedException {
        Incidents incidents = new Incidents(connection, sink);
        new WindowReader<>(
                        incidents::page,
                        new PageSizes(PAGE, 1),
                        ArmIncident::lastModified,
                        incidents::add,
                        sink::completeTo)
                .read(window);
    }

    /**
     * The incidents of one reading. Those of a page are kept until it has been read: their alerts are asked for then.
     */
    private final class Incidents {

        private final Connection connection;
        private final Sink sink;
        private final List<ArmIncident> waiting = new ArrayList<>();

        Incidents(Connection connection, Sink sink) {
            this.connection = connection;
            this.sink = sink;
        }

        Extent page(Window window, int top, int skip, ItemConsumer<ArmIncident> consumer)
                throws MicrosoftException, InterruptedException {
            waiting.clear();
            boolean more = insights.incidents(connection, window, top, window.isOneTick() ? MOST_PAGES : 1, consumer);
            if (more && !window.isOneTick()) {
                return new Extent(waiting.size(), true); // asked for again in parts, and their details then
            }
            putAll();
            // There are no more: the list need not be paged on.
            return new Extent(0, false);
        }

        /**
         * Hands on the incidents of a page. One whose details Azure cannot give, while it gives those of others, stops
         * none and is told without them; if it gives none, it is an outage.
         */
        private void putAll() throws MicrosoftException, InterruptedException {
            List<ArmIncident> withoutDetails = new ArrayList<>();
            MicrosoftException last = null;
            for (ArmIncident incident : waiting) {
                try {
                    put(incident, true);
                } catch (MicrosoftException failed) {
                    if (!isOfTheIncident(failed)) {
                        throw failed;
                    }
                    last = failed;
                    withoutDetails.add(incident);
                }
            }
            if (last != null && withoutDetails.size() == waiting.size()) {
                throw last;
            }
            for (ArmIncident incident : withoutDetails) {
                LOG.warnf(
                        "The incident %s of '%s' is told without its alerts and entities, which Azure does not give: %s",
                        incident.name(), connection.name(), last == null ? "" : last.getMessage());
                put(incident, false);
            }
        }

        void add(ArmIncident incident) {
            waiting.add(incident);
        }

        private void put(ArmIncident listed, boolean withDetails) throws MicrosoftException, InterruptedException {
            RawRecords records = new RawRecords(connection, Source.SENTINEL_ARM, STAGE, clock.instant());
            String name = listed.name();
            if (name == null) {
                sink.put(records.deadLetter("unreadable", piece(listed.json()), "an incident has no name"));
                return;
            }
            List<JsonNode> alerts = withDetails ? insights.alerts(connection, name) : List.of();
            List<JsonNode> named = withDetails ? insights.entities(connection, name) : List.of();
            ArmIncident incident = asNewAs(alerts, listed, name);
            JsonPiece header = piece(incident.json());
            Set<String> ids = new TreeSet<>();
            for (JsonNode alert : alerts) {
                String uid = AlertIdentity.ofArm(alert);
                if (uid == null) {
                    sink.put(records.deadLetter(name, piece(alert), "an alert of incident " + name + " has no id"));
                } else {
                    ids.add(uid);
                    sink.put(records.alert(uid, Digest.of(piece(alert), name), header, piece(alert)));
                }
            }
            JsonPiece entities = piece(Json.MAPPER.valueToTree(named));
            sink.put(records.incident(
                    name.toLowerCase(Locale.ROOT),
                    Digest.of(header, String.join("\n", ids), new String(entities.utf8(), UTF_8)),
                    header,
                    entities,
                    List.copyOf(ids),
                    Math.max(incident.alertCount(), ids.size())));
        }

        /**
         * Alerts are asked for after the list. An incident that has more of them than it counts has changed in between:
         * it is asked for once more, so that nobody hears of a state that never was.
         */
        private ArmIncident asNewAs(List<JsonNode> alerts, ArmIncident listed, String name)
                throws MicrosoftException, InterruptedException {
            return alerts.size() > listed.alertCount()
                    ? insights.incident(connection, name).orElse(listed)
                    : listed;
        }
    }

    /** Whether it can be the fault of one incident: an outage is not told from that by its failure. */
    private static boolean isOfTheIncident(MicrosoftException failed) {
        return switch (failed.failure()) {
            case MalformedAnswer _, Unavailable _, InvalidRequest _ -> true;
            case Throttled _, Unauthenticated _, Forbidden _, NotFound _ -> false;
        };
    }

    private static JsonPiece piece(JsonNode value) {
        return new JsonPiece(Json.write(value));
    }
}
