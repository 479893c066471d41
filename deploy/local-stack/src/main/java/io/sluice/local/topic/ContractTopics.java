package io.sluice.local.topic;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the contract on a Kafka cluster. */
public final class ContractTopics {

    /** What Kafka answers for the offset of a time after which there is no record. */
    private static final long NONE = -1;

    /** How long the brokers may take to hear of what the controller has created. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Admin admin;

    /** Takes a client of the cluster, which stays the caller's to close. */
    public ContractTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those topics that are not there, with partitions and settings as the contract says. Topics that are there
     * are not touched. Returns when those that were created can be seen, at the latest after half a minute; as long
     * brokers that are there, but fenced, are waited for.
     *
     * @param replicas how many brokers hold each record; none means as many as the cluster's default says
     * @return the names of the topics that were created
     */
    public List<String> create(Optional<Short> replicas) throws InterruptedException, ExecutionException {
        List<String> created = new ArrayList<>();
        long begun = System.nanoTime();
        while (true) {
            try {
                createMissing(replicas, created);
                break;
            } catch (ExecutionException e) {
                if (!isForAMoment(e) || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw e;
                }
                Thread.sleep(LOOK);
            }
        }
        awaitSeen(created);
        return List.copyOf(created);
    }

    private void createMissing(Optional<Short> replicas, List<String> created)
            throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<NewTopic> missing = Topics.all().stream()
                .filter(topic -> !there.contains(topic.name()))
                .map(topic ->
                        new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas).configs(topic.config()))
                .toList();
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
    }

    /** A busy broker that the controller has not heard of for some seconds is fenced, and no more once it is heard. */
    private static boolean isForAMoment(ExecutionException refusal) {
        return refusal.getCause() instanceof InvalidReplicationFactorException fenced
                && String.valueOf(fenced.getMessage()).contains("fenced");
    }

    /** The controller answers when a topic is made; a broker that is asked next may not have heard of it yet. */
    private void awaitSeen(List<String> created) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        while (!admin.listTopics().names().get().containsAll(created)
                && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(LOOK);
        }
    }

    /**
     * Returns what is otherwise than the contract says.
     *
     * @param replicas how many brokers should hold each record, at least; none means that any number will do
     */
    public List<TopicDifference> differences(Optional<Short> replicas) throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<TopicDifference> differences = new ArrayList<>();
        List<Topic> topics = new ArrayList<>();
        for (Topic topic : Topics.all()) {
            if (there.contains(topic.name())) {
                topics.add(topic);
            } else {
                differences.add(new TopicDifference.Missing(topic));
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
            List<TopicPartitionInfo> partitions =
                    Objects.requireNonNull(descriptions.get(topic.name())).partitions();
            if (partitions.size() != topic.partitions()) {
                differences.add(new TopicDifference.Partitions(topic, partitions.size()));
            }
            int fewest = partitions.stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            replicas.filter(wanted -> fewest < wanted)
                    .ifPresent(wanted -> differences.add(new TopicDifference.Replicas(topic, fewest, wanted)));
            Config config = Objects.requireNonNull(configs.get(resource(topic)));
            topic.config().forEach((name, value) -> {
                ConfigEntry entry = config.get(name);
                String actual = entry == null || entry.value() == null ? "" : entry.value();
                TopicDifference.Setting.between(topic, name, actual, value).ifPresent(differences::add);
            });
        }
        return List.copyOf(differences);
    }

    /** Makes a setting what the contract says. Other settings of the topic stay as they are. */
    public void mend(TopicDifference.Setting setting) throws InterruptedException, ExecutionException {
        AlterConfigOp change =
                new AlterConfigOp(new ConfigEntry(setting.name(), setting.wanted()), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource(setting.topic()), List.of(change)))
                .all()
                .get();
    }

    /**
     * Counts the records of a topic that are older than the contract keeps them.
     *
     * @param now the present
     * @return how many offsets lie before the first record that is young enough; of a topic that is compacted, fewer
     *     records may be left there
     */
    public long tooOld(Topic topic, Instant now) throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions =
                admin.describeTopics(List.of(topic.name())).allTopicNames().get().values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                        .toList();
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> young = offsets(
                partitions, OffsetSpec.forTimestamp(now.minus(topic.retention()).toEpochMilli()));
        long old = 0;
        for (TopicPartition partition : partitions) {
            long firstYoung = young.getOrDefault(partition, NONE);
            old += (firstYoung == NONE ? end.getOrDefault(partition, 0L) : firstYoung)
                    - first.getOrDefault(partition, 0L);
        }
        return old;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
