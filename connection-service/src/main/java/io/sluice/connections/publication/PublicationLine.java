package io.sluice.connections.publication;

import io.sluice.contracts.topic.Topic;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One of the things that the loop publishes: it looks at its topics before the first record goes to them, and says once
 * what is wrong. A line that cannot publish holds up no other.
 */
final class PublicationLine {

    private final List<Topic> topics;
    private final BooleanSupplier hasWork;
    private final Publishing publishing;
    private final TopicChecking check;
    private final Complaints complaints;
    private boolean checked;

    /** Publishes what there is to publish. */
    interface Publishing {
        /** Returns how many records were acknowledged. */
        int publish() throws NotAcknowledged;
    }

    /** Looks whether a topic is as the contract says. */
    interface TopicChecking {
        void check(Topic topic) throws NotAcknowledged;
    }

    /**
     * Makes a line.
     *
     * @param what is published, as the beginning of a sentence, such as "Changes of connections"
     */
    PublicationLine(
            String what, List<Topic> topics, BooleanSupplier hasWork, Publishing publishing, TopicChecking check) {
        this.topics = topics;
        this.hasWork = hasWork;
        this.publishing = publishing;
        this.check = check;
        this.complaints = new Complaints(what);
    }

    /** Publishes what there is, if it can; returns whether something was acknowledged. */
    boolean publish() {
        try {
            if (!checked && hasWork.getAsBoolean()) {
                for (Topic topic : topics) {
                    check.check(topic);
                }
                checked = true;
            }
            boolean published = checked && publishing.publish() > 0;
            complaints.over();
            return published;
        } catch (NotAcknowledged | RuntimeException failure) {
            complaints.about(failure);
            return false;
        }
    }

    /** Says that it cannot publish for a reason that lies before it, such as a database that is away. */
    void blocked(RuntimeException failure) {
        complaints.about(failure);
    }
}
