package io.sluice.contracts.topic;

import io.sluice.contracts.topic.Topic.Cleanup;
import io.sluice.contracts.topic.Topic.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The one list of Sluice's topics. */
public final class Topics {

    /**
     * Twelve: as many poller instances as a large fleet needs, few enough for a laptop. The same for all topics,
     * because the events of one tenant must meet in one partition wherever topics are read together.
     */
    static final int PARTITIONS = 12;

    private static final int ONE_MIB = 1024 * 1024;

    /** The connections to Microsoft tenants, without secrets. A record without a value: the connection is deleted. */
    public static final Topic CONNECTIONS = new Topic(
            "sluice.connections.v1",
            Traffic.EVENTS,
            "connection",
            PARTITIONS,
            Cleanup.COMPACT,
            Duration.ofDays(36_500),
            ONE_MIB,
            "<tenantId>/<connectionId>",
            "A connection to a Microsoft tenant: where it is, what is read through it, how often. Never a secret.");

    /** Incidents as Microsoft sent them, without their alerts. */
    public static final Topic RAW_INCIDENTS = new Topic(
            "sluice.raw-incidents.v1",
            Traffic.EVENTS,
            "raw-incident",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            8 * ONE_MIB,
            "<tenantId>/<incidentId>",
            "An incident as Microsoft sent it, its alerts named but not contained, whenever it has changed.");

    /** Alerts as Microsoft sent them, each with the header of its incident. */
    public static final Topic RAW_ALERTS = new Topic(
            "sluice.raw-alerts.v1",
            Traffic.EVENTS,
            "raw-alert",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            8 * ONE_MIB,
            "<tenantId>/<alertId>",
            "An alert as Microsoft sent it, with the header of its incident, whenever it has changed.");

    /** Incidents as OCSF Incident Findings. */
    public static final Topic INCIDENTS = new Topic(
            "sluice.incidents.v1",
            Traffic.EVENTS,
            "incident",
            PARTITIONS,
            Cleanup.COMPACT_AND_DELETE,
            Duration.ofDays(90),
            8 * ONE_MIB,
            "<tenantId>/<incidentId>",
            "An incident as OCSF 1.8.0 Incident Finding (2005), one record for each version of its content.");

    /** Alerts as OCSF Detection Findings. */
    public static final Topic ALERTS = new Topic(
            "sluice.alerts.v1",
            Traffic.EVENTS,
            "alert",
            PARTITIONS,
            Cleanup.COMPACT_AND_DELETE,
            Duration.ofDays(90),
            8 * ONE_MIB,
            "<tenantId>/<alertId>",
            "An alert as OCSF 1.8.0 Detection Finding (2004), one record for each version of its content.");

    /** What could not be understood. */
    public static final Topic DEAD_LETTERS = new Topic(
            "sluice.dead-letters.v1",
            Traffic.EVENTS,
            "dead-letter",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(30),
            8 * ONE_MIB,
            "<tenantId>/<what the record was about, or where it came from>",
            "Something that could not be understood: where it came from, the reason, and its bytes.");

    /** How connections fare. A record without a value: the capability is no longer used. */
    public static final Topic CONNECTION_STATUS = new Topic(
            "sluice.connection-status.v1",
            Traffic.EVENTS,
            "connection-status",
            PARTITIONS,
            Cleanup.COMPACT,
            Duration.ofDays(36_500),
            ONE_MIB,
            "<tenantId>/<connectionId>/<capability>",
            "How one capability of a connection fares: its state, since when, the last error and what to do about it.");

    /** Who did what. */
    public static final Topic AUDIT = new Topic(
            "sluice.audit.v1",
            Traffic.EVENTS,
            "audit",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(400),
            ONE_MIB,
            "<tenantId>/<connectionId>",
            "Each change of a connection, use of a credential and refused access: who, what, when, from where, outcome.");

    /** What analysts and programs ask of incidents. A day is kept: who asks is waiting. */
    public static final Topic INCIDENT_REQUESTS = new Topic(
            "sluice.incident-requests.v1",
            Traffic.REQUESTS,
            "incident-request",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(1),
            ONE_MIB,
            "<tenantId>/<requestId>, or anything, or none",
            "A request for incidents as they are now: one with all its alerts, a list, or alerts. JSON from any client.");

    /** What requests for incidents have come to. */
    public static final Topic INCIDENT_RESULTS = new Topic(
            "sluice.incident-results.v1",
            Traffic.EVENTS,
            "incident-result",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            8 * ONE_MIB,
            "<tenantId>/<requestId>",
            "What a request for incidents has come to: its parts, the last of which says how it ended.");

    /** What analysts and programs ask of quarantine. A day is kept: who asks is waiting. */
    public static final Topic QUARANTINE_REQUESTS = new Topic(
            "sluice.quarantine-requests.v1",
            Traffic.REQUESTS,
            "quarantine-request",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(1),
            ONE_MIB,
            "<tenantId>/<requestId>, or anything, or none",
            "A request for quarantined mail: the list, the headers or the messages themselves. JSON from any client.");

    /** What quarantine holds. */
    public static final Topic QUARANTINE_RESULTS = new Topic(
            "sluice.quarantine-results.v1",
            Traffic.EVENTS,
            "quarantine-result",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            8 * ONE_MIB,
            "<tenantId>/<requestId>",
            "What a request for quarantined mail has come to: its parts, the last of which says how it ended.");

    /** What analysts and programs ask of Sentinel and of hunting. A day is kept: who asks is waiting. */
    public static final Topic QUERY_REQUESTS = new Topic(
            "sluice.query-requests.v1",
            Traffic.REQUESTS,
            "query-request",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(1),
            ONE_MIB,
            "<tenantId>/<requestId>, or anything, or none",
            "A question to a tenant's data: KQL, or a named investigation with parameters. JSON from any client.");

    /** What questions have come to. */
    public static final Topic QUERY_RESULTS = new Topic(
            "sluice.query-results.v1",
            Traffic.EVENTS,
            "query-result",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            8 * ONE_MIB,
            "<tenantId>/<requestId>",
            "What a question has come to: typed rows in parts, the last of which says how it was run and how it ended.");

    /** What is asked of directories. A day is kept: who asks is waiting. */
    public static final Topic DIRECTORY_REQUESTS = new Topic(
            "sluice.directory-requests.v1",
            Traffic.REQUESTS,
            "directory-request",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(1),
            ONE_MIB,
            "<tenantId>/<requestId>, or anything, or none",
            "A question to a tenant's directory about a user or a device. JSON from any client.");

    /** What directories say. */
    public static final Topic DIRECTORY_RESULTS = new Topic(
            "sluice.directory-results.v1",
            Traffic.EVENTS,
            "directory-result",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            ONE_MIB,
            "<tenantId>/<requestId>",
            "What a tenant's directory says of a user (manager, groups, roles, MFA, risk) or a device (owner, exposure).");

    /** What belongs together. */
    public static final Topic INVESTIGATIONS = new Topic(
            "sluice.investigations.v1",
            Traffic.EVENTS,
            "investigation",
            PARTITIONS,
            Cleanup.COMPACT_AND_DELETE,
            Duration.ofDays(90),
            8 * ONE_MIB,
            "<tenantId>/<investigationId>",
            "An investigation as OCSF 1.8.0 Incident Finding (2005): all that belongs to one attack, and why.");

    /** How investigations grew. */
    public static final Topic INVESTIGATION_CHANGES = new Topic(
            "sluice.investigation-changes.v1",
            Traffic.EVENTS,
            "investigation-change",
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(30),
            ONE_MIB,
            "<tenantId>/<investigationId>",
            "What was added to an investigation, or taken away, and why: one record for each version of it.");

    private static final List<Topic> ALL = List.of(
            CONNECTIONS,
            RAW_INCIDENTS,
            RAW_ALERTS,
            INCIDENTS,
            ALERTS,
            INCIDENT_REQUESTS,
            INCIDENT_RESULTS,
            QUARANTINE_REQUESTS,
            QUARANTINE_RESULTS,
            QUERY_REQUESTS,
            QUERY_RESULTS,
            DIRECTORY_REQUESTS,
            DIRECTORY_RESULTS,
            INVESTIGATIONS,
            INVESTIGATION_CHANGES,
            DEAD_LETTERS,
            CONNECTION_STATUS,
            AUDIT);

    private Topics() {}

    /** Returns every topic, in the order in which data travels. */
    public static List<Topic> all() {
        return ALL;
    }

    /** Finds a topic by its full name or by the part between {@code sluice.} and {@code .v1}. */
    public static Optional<Topic> named(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name) || topic.name().equals("sluice." + name + ".v1"))
                .findFirst();
    }
}
