package io.sluice.local.topic;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the contract on a Kafka cluster. */
public final class ContractTopics {

    private final Admin admin;

    /** Takes a client of the cluster, which stays the caller's to close. */
    public ContractTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those topics that are not there, with partitions and settings as the contract says. Topics that are there
     * are not touched.
     *
     * @param replicas how many brokers hold each record; none means as many as the cluster's default says
     * @return the names of the topics that were created
     */
    public List<String> create(Optional<Short> replicas) throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<NewTopic> missing = Topics.all().stream()
                .filter(topic -> !there.contains(topic.name()))
                .map(topic ->
                        new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas).configs(topic.config()))
                .toList();
        List<String> created = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> topic :
                admin.createTopics(missing).values().entrySet()) {
            try {
                topic.getValue().get();
                created.add(topic.getKey());
            } catch (ExecutionException e) {
                // Somebody else was quicker, or a slow broker was asked twice by the client.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        return List.copyOf(created);
    }

    /**
     * Says what is otherwise than the contract says: a topic that is missing, another number of partitions, another
     * setting. One sentence for each.
     */
    public List<String> differences() throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<String> differences = new ArrayList<>();
        List<Topic> topics = new ArrayList<>();
        for (Topic topic : Topics.all()) {
            if (there.contains(topic.name())) {
                topics.add(topic);
            } else {
                differences.add(topic.name() + " is missing");
            }
        }
        Map<String, TopicDescription> descriptions = admin.describeTopics(
                        topics.stream().map(Topic::name).toList())
                .allTopicNames()
                .get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        topics.stream().map(ContractTopics::resource).toList())
                .all()
                .get();
        for (Topic topic : topics) {
            int partitions = Objects.requireNonNull(descriptions.get(topic.name()))
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                differences.add(topic.name() + " has " + partitions + " partitions, not " + topic.partitions());
            }
            Config config = Objects.requireNonNull(configs.get(resource(topic)));
            topic.config().forEach((name, value) -> {
                ConfigEntry entry = config.get(name);
                if (entry == null || !value.equals(entry.value())) {
                    differences.add(topic.name() + " has " + name + "=" + (entry == null ? "" : entry.value())
                            + ", not " + value);
                }
            });
        }
        return List.copyOf(differences);
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
