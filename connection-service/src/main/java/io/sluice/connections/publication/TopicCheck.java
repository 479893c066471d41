package io.sluice.connections.publication;

import io.sluice.contracts.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at a topic before the first record goes to it: a broker may create missing topics by itself, with another
 * number of partitions and without compaction, and that would scatter tenants and lose connections.
 */
final class TopicCheck {

    private final Topic topic;
    private final Duration timeout;

    TopicCheck(Topic topic, Duration timeout) {
        this.topic = topic;
        this.timeout = timeout;
    }

    /**
     * Returns if the topic is as the contract says.
     *
     * @throws NotAcknowledged if it is not there, is laid out differently, or the broker does not answer
     */
    void check(Admin admin) throws NotAcknowledged {
        try {
            int partitions = admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                throw new NotAcknowledged("The topic " + topic.name() + " has " + partitions + " partitions, but needs "
                        + topic.partitions() + ": create it anew");
            }
            String cleanup = admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())))
                    .all()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .get("cleanup.policy")
                    .value();
            if (!cleanup.equals(topic.config().get("cleanup.policy"))) {
                throw new NotAcknowledged("The topic " + topic.name() + " has cleanup.policy=" + cleanup
                        + ", but needs " + topic.config().get("cleanup.policy"));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledged("The publisher is stopping", stop);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof UnknownTopicOrPartitionException
                    ? new NotAcknowledged("The topic " + topic.name() + " does not exist: create it with "
                            + topic.partitions() + " partitions and " + topic.config())
                    : new NotAcknowledged("The broker does not describe the topic " + topic.name(), refused);
        } catch (TimeoutException silence) {
            throw new NotAcknowledged("The broker does not answer", silence);
        }
    }
}
