package io.sluice.polling.finding;

import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of an alert or an incident. Reading it finds out which one and which version it is, and is the only step
 * that can fail; the finding is made from it when it turns out to be new.
 */
public abstract sealed class FindingEvent permits AlertEvent, IncidentEvent {

    private final Shape shape;
    private final EventIdentity identity;

    FindingEvent(Shape shape, EventIdentity identity) {
        this.shape = shape;
        this.identity = identity;
    }

    final Shape shape() {
        return shape;
    }

    final EventIdentity identity() {
        return identity;
    }

    /** Returns the topic to which the finding belongs. */
    public abstract Topic topic();

    /**
     * Returns this as the version that says once more what it said before it was changed in between: of another version
     * and id.
     */
    public abstract FindingEvent returned();

    /**
     * Makes the finding, a {@link DetectionFinding} or an {@link IncidentFinding}.
     *
     * @param seenBefore whether another version of this has been emitted before
     * @param processedAt the time for {@code metadata.processed_time}
     */
    public abstract Object finding(boolean seenBefore, Instant processedAt);

    /** Returns Microsoft's id of the tenant. */
    public final String tenantId() {
        return identity.tenantId();
    }

    /** Returns the name of the interface that it was read from. */
    public final String source() {
        return identity.source();
    }

    /** Returns when it was read. */
    public final Instant readAt() {
        return identity.readAt();
    }

    /** Returns Microsoft's id of the alert or incident. */
    public final String subjectId() {
        return identity.subjectId();
    }

    /**
     * Returns the version of the content, 16 hexadecimal digits: the same whenever the same content is read again,
     * another one as soon as anything in it changes, an alert moves to another incident, or alerts join or leave an
     * incident.
     */
    public final String version() {
        return identity.version();
    }

    /** Returns whether what was read last counts, whatever its time of change. */
    public final boolean showsThePresent() {
        return shape.showsThePresent();
    }

    /**
     * Returns the version of what is said alike in every interface that shows this finding; nothing where one alone
     * does. It is the same in all of them as long as they show the same state of it.
     */
    public final Optional<String> gist() {
        return shape.sharesFindings() ? Optional.of(ContentVersion.ofGist(saidAlike())) : Optional.empty();
    }

    abstract List<String> saidAlike();

    /**
     * Returns where it is, if it moves without a new time of change; nothing if it does not. An empty name is that of
     * no place.
     */
    public Optional<String> place() {
        return Optional.empty();
    }

    /** Returns the key of the records of the alert or incident. */
    public final String key() {
        return identity.key();
    }

    /**
     * Returns the id of the event that this version is: the ids of the tenant and of the alert or incident and the
     * version, with slashes between.
     */
    public final String id() {
        return identity.id();
    }

    /** Returns when Microsoft changed it last; without that, when it came to be or, last, when it was read. */
    public final Instant time() {
        return Instant.ofEpochMilli(identity.change().epochMillis());
    }
}
