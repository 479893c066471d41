package io.sluice.local.request;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;

/**
 * Where something is asked and answered.
 *
 * @param requests the topic of questions
 * @param results the topic of answers
 * @param service the service that answers
 */
public record Conversation(Topic requests, Topic results, String service) {

    /** Quarantined mail. */
    public static final Conversation QUARANTINE =
            new Conversation(Topics.QUARANTINE_REQUESTS, Topics.QUARANTINE_RESULTS, "quarantine-fetcher");

    /** Incidents of Defender. */
    public static final Conversation INCIDENTS =
            new Conversation(Topics.INCIDENT_REQUESTS, Topics.INCIDENT_RESULTS, "incident-poller");

    /** Questions to Sentinel and to advanced hunting. */
    public static final Conversation QUERY =
            new Conversation(Topics.QUERY_REQUESTS, Topics.QUERY_RESULTS, "sentinel-reader");
}
