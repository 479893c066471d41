package io.sluice.microsoft.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Notices that a topic which is followed was deleted, by the id that Kafka gives each topic. A consumer that was given
 * its partitions is not told: it goes on asking for them, thousands of times a second, and where a topic of that name
 * is made anew, it reads on from wherever it is.
 */
public final class SameTopic implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String topic;
    private final Uuid id;
    private long lookedAt = System.nanoTime();

    /**
     * Takes note which topic it is.
     *
     * @param kafka how Kafka is reached: {@code bootstrap.servers} and what security needs
     * @throws KafkaException if there is no such topic, or Kafka does not answer
     */
    public SameTopic(Map<String, Object> kafka, String topic) {
        this.topic = topic;
        this.admin = Admin.create(kafka);
        try {
            this.id = idNow();
        } catch (KafkaException unknown) {
            admin.close(Duration.ZERO);
            throw unknown;
        }
    }

    /** Returns the id that Kafka gave the topic. */
    Uuid id() {
        return id;
    }

    /**
     * Looks whether it is still the same topic, each ten seconds; to be called as often as its consumer polls. Where
     * Kafka does not answer, nobody knows, and the consumer goes on.
     *
     * @throws KafkaException if the topic is gone, or was made anew
     */
    public void look() {
        if (System.nanoTime() - lookedAt < INTERVAL.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        if (!isSame()) {
            throw new KafkaException("it was made anew");
        }
    }

    private boolean isSame() {
        try {
            return idNow().equals(id);
        } catch (Gone | InterruptException known) {
            throw known;
        } catch (KafkaException unanswered) {
            return true;
        }
    }

    private Uuid idNow() {
        try {
            return admin.describeTopics(TopicCollection.ofTopicNames(List.of(topic)))
                    .allTopicNames()
                    .thenApply(topics -> topics.values().iterator().next())
                    .thenApply(TopicDescription::topicId)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            throw new InterruptException(stop);
        } catch (TimeoutException silence) {
            throw new KafkaException("Kafka does not answer", silence);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof UnknownTopicOrPartitionException
                    ? new Gone(refused)
                    : new KafkaException("Kafka does not describe it", refused);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static final class Gone extends KafkaException {

        private static final long serialVersionUID = 1;

        private Gone(Throwable cause) {
            super("there is no such topic", cause);
        }
    }
}
