package io.sluice.enrichment.followup;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;

/** What can be asked by itself about an entity. */
public enum FollowUpRule {
    /** A message: is it in quarantine, and what is in it? */
    QUARANTINE_EXPORT("quarantine-export", EntityKind.MESSAGE, Severity.UNKNOWN),
    /** A user: from where did the user sign in? */
    SIGNINS_OF_USER("signins-of-user", EntityKind.USER, Severity.MEDIUM),
    /** An address on the web: who clicked on it? */
    CLICKS_ON_URL("clicks-on-url", EntityKind.URL, Severity.UNKNOWN),
    /** A device: what ran on it around the alerts? */
    PROCESSES_ON_DEVICE("processes-on-device", EntityKind.DEVICE, Severity.MEDIUM),
    /** A file: where else was it seen? */
    FILE_SIGHTINGS("file-sightings", EntityKind.FILE, Severity.MEDIUM),
    /** A user: who is it? */
    DIRECTORY_USER("directory-user", EntityKind.USER, Severity.UNKNOWN),
    /** A device: whose is it? */
    DIRECTORY_DEVICE("directory-device", EntityKind.DEVICE, Severity.UNKNOWN);

    private final String word;
    private final EntityKind about;
    private final Severity atLeast;

    FollowUpRule(String word, EntityKind about, Severity atLeast) {
        this.word = word;
        this.about = about;
        this.atLeast = atLeast;
    }

    /** Returns its name in settings and records. */
    public String word() {
        return word;
    }

    /** Returns what it asks about. */
    public EntityKind about() {
        return about;
    }

    /** Returns the severity from which on it asks, where nothing else is set: that of the worst alert on the entity. */
    public Severity atLeast() {
        return atLeast;
    }

    /** Returns the topic that it asks on. */
    public Topic topic() {
        return switch (this) {
            case QUARANTINE_EXPORT -> Topics.QUARANTINE_REQUESTS;
            case SIGNINS_OF_USER, CLICKS_ON_URL, PROCESSES_ON_DEVICE, FILE_SIGHTINGS -> Topics.QUERY_REQUESTS;
            case DIRECTORY_USER, DIRECTORY_DEVICE -> Topics.DIRECTORY_REQUESTS;
        };
    }

    /** Returns whether it can be asked through a connection. */
    public boolean canBeAskedThrough(Connection connection) {
        return connection.enabled()
                && switch (this) {
                    case QUARANTINE_EXPORT -> connection.capabilities().has(Capability.QUARANTINE);
                    case SIGNINS_OF_USER, CLICKS_ON_URL, PROCESSES_ON_DEVICE, FILE_SIGHTINGS ->
                        connection.capabilities().has(Capability.SENTINEL)
                                || connection.capabilities().has(Capability.DEFENDER_INCIDENTS);
                    case DIRECTORY_USER, DIRECTORY_DEVICE ->
                        connection.capabilities().has(Capability.DIRECTORY_CONTEXT);
                };
    }
}
