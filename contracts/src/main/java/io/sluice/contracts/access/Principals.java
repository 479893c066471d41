package io.sluice.contracts.access;

import static io.sluice.contracts.topic.Topics.ALERTS;
import static io.sluice.contracts.topic.Topics.AUDIT;
import static io.sluice.contracts.topic.Topics.CONNECTIONS;
import static io.sluice.contracts.topic.Topics.CONNECTION_STATUS;
import static io.sluice.contracts.topic.Topics.DEAD_LETTERS;
import static io.sluice.contracts.topic.Topics.DIRECTORY_REQUESTS;
import static io.sluice.contracts.topic.Topics.DIRECTORY_RESULTS;
import static io.sluice.contracts.topic.Topics.INCIDENTS;
import static io.sluice.contracts.topic.Topics.INCIDENT_REQUESTS;
import static io.sluice.contracts.topic.Topics.INCIDENT_RESULTS;
import static io.sluice.contracts.topic.Topics.INVESTIGATIONS;
import static io.sluice.contracts.topic.Topics.INVESTIGATION_CHANGES;
import static io.sluice.contracts.topic.Topics.QUARANTINE_REQUESTS;
import static io.sluice.contracts.topic.Topics.QUARANTINE_RESULTS;
import static io.sluice.contracts.topic.Topics.QUERY_REQUESTS;
import static io.sluice.contracts.topic.Topics.QUERY_RESULTS;
import static io.sluice.contracts.topic.Topics.RAW_ALERTS;
import static io.sluice.contracts.topic.Topics.RAW_INCIDENTS;

import io.sluice.contracts.access.Principal.Kind;
import io.sluice.contracts.topic.Topic;
import java.util.List;

/** The one list of who may do what on Sluice's topics, where Kafka's ACLs are on. */
public final class Principals {

    /** Publishes connections, and what it tells of them; reads statuses to show them. */
    public static final Principal CONNECTION_SERVICE = new Principal(
            "connection-service",
            Kind.SERVICE,
            "Publishes connections, statuses of credentials and the audit trail; shows statuses",
            List.of(CONNECTION_STATUS),
            List.of(CONNECTIONS, CONNECTION_STATUS, AUDIT),
            List.of(CONNECTIONS, CONNECTION_STATUS, AUDIT),
            List.of(),
            List.of(),
            List.of());

    /** Reads Defender, and answers requests for its incidents. */
    public static final Principal INCIDENT_POLLER = new Principal(
            "incident-poller",
            Kind.SERVICE,
            "Reads incidents and alerts of Defender and normalizes them; answers requests for them",
            List.of(CONNECTIONS, RAW_INCIDENTS, RAW_ALERTS, INCIDENT_REQUESTS, INCIDENT_RESULTS),
            List.of(
                    RAW_INCIDENTS,
                    RAW_ALERTS,
                    INCIDENTS,
                    ALERTS,
                    DEAD_LETTERS,
                    CONNECTION_STATUS,
                    INCIDENT_REQUESTS,
                    INCIDENT_RESULTS,
                    AUDIT),
            List.of(),
            List.of("sluice-incident-poller"),
            List.of("sluice-incident-poller-requests"),
            List.of("incident-poller"));

    /** Answers requests for quarantined mail. */
    public static final Principal QUARANTINE_FETCHER = new Principal(
            "quarantine-fetcher",
            Kind.SERVICE,
            "Answers requests for quarantined mail",
            List.of(CONNECTIONS, CONNECTION_STATUS, QUARANTINE_REQUESTS, QUARANTINE_RESULTS),
            List.of(QUARANTINE_REQUESTS, QUARANTINE_RESULTS, CONNECTION_STATUS, AUDIT),
            List.of(),
            List.of(),
            List.of("sluice-quarantine-fetcher"),
            List.of("quarantine-fetcher"));

    /** Reads Sentinel, and answers questions. */
    public static final Principal SENTINEL_READER = new Principal(
            "sentinel-reader",
            Kind.SERVICE,
            "Reads incidents and alerts of Sentinel and normalizes them; answers questions",
            List.of(CONNECTIONS, RAW_INCIDENTS, RAW_ALERTS, QUERY_REQUESTS, QUERY_RESULTS),
            List.of(
                    RAW_INCIDENTS,
                    RAW_ALERTS,
                    INCIDENTS,
                    ALERTS,
                    DEAD_LETTERS,
                    CONNECTION_STATUS,
                    QUERY_REQUESTS,
                    QUERY_RESULTS,
                    AUDIT),
            List.of(),
            List.of("sluice-sentinel-reader"),
            List.of("sluice-sentinel-reader-questions"),
            List.of("sentinel-reader"));

    /** Finds investigations, asks by itself, and answers what is asked of directories. */
    public static final Principal ENRICHMENT_SERVICE = new Principal(
            "enrichment-service",
            Kind.SERVICE,
            "Finds investigations, asks by itself, and answers what is asked of directories",
            List.of(
                    CONNECTIONS,
                    CONNECTION_STATUS,
                    ALERTS,
                    INCIDENTS,
                    QUARANTINE_RESULTS,
                    QUERY_RESULTS,
                    DIRECTORY_REQUESTS,
                    DIRECTORY_RESULTS),
            List.of(
                    INVESTIGATIONS,
                    INVESTIGATION_CHANGES,
                    QUARANTINE_REQUESTS,
                    QUERY_REQUESTS,
                    DIRECTORY_REQUESTS,
                    DIRECTORY_RESULTS,
                    DEAD_LETTERS,
                    CONNECTION_STATUS,
                    AUDIT),
            List.of(),
            List.of("sluice-enrichment-service"),
            List.of("sluice-enrichment-service-directory"),
            List.of("enrichment-service"));

    private static final List<Principal> ALL = List.of(
            CONNECTION_SERVICE,
            INCIDENT_POLLER,
            QUARANTINE_FETCHER,
            SENTINEL_READER,
            ENRICHMENT_SERVICE,
            role("alert-consumer", "Reads alerts and incidents of every tenant", List.of(ALERTS, INCIDENTS), List.of()),
            role(
                    "incident-analyst",
                    "Asks for incidents and alerts of every tenant, and reads them",
                    List.of(INCIDENT_RESULTS),
                    List.of(INCIDENT_REQUESTS)),
            role(
                    "investigation-consumer",
                    "Reads investigations, which quote what quarantine, queries and directories answered",
                    List.of(INVESTIGATIONS, INVESTIGATION_CHANGES),
                    List.of()),
            role(
                    "query-analyst",
                    "Asks questions, and reads rows of the tables of every tenant",
                    List.of(QUERY_RESULTS),
                    List.of(QUERY_REQUESTS)),
            role(
                    "quarantine-analyst",
                    "Asks for quarantined mail, and reads subjects, addresses and links of every tenant's",
                    List.of(QUARANTINE_RESULTS),
                    List.of(QUARANTINE_REQUESTS)),
            role(
                    "directory-analyst",
                    "Asks directories, and reads names, groups, roles and risk of every tenant's people",
                    List.of(DIRECTORY_RESULTS),
                    List.of(DIRECTORY_REQUESTS)));

    private Principals() {}

    /** Returns the services, and after them the roles. */
    public static List<Principal> all() {
        return ALL;
    }

    private static Principal role(String name, String description, List<Topic> reads, List<Topic> writes) {
        return new Principal(
                name, Kind.ROLE, description, reads, writes, List.of(), List.of(), List.of(name + "-"), List.of());
    }
}
