package io.sluice.broker;

import io.sluice.contracts.access.Principal;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real Kafka broker in this process, with Sluice's topics. */
public final class Broker implements AutoCloseable {

    /** How long a transaction may stay open while somebody waits for its end; Kafka aborts it after a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(20);

    private static final int STARTS = 5;
    private static final String UNGUARDED = "none";

    private final EmbeddedKafkaBroker broker;

    /** The listener by which one comes as the principal that ACLs are for. */
    private final String guarded;

    /** Starts on a free port. */
    public Broker() {
        this(UNGUARDED, Broker::unguarded);
    }

    /** Starts on a port. */
    public Broker(int port) {
        this(UNGUARDED, () -> unguarded().withKafkaPort(port));
    }

    /**
     * Starts with ACLs on: who comes by {@link #guardedServers()} is taken for a principal, which may do what the
     * contract grants it and no more. Who comes by {@link #bootstrapServers()} may do all.
     */
    public Broker(Principal principal) {
        this(new Guard(principal));
    }

    private Broker(Guard guard) {
        this(guard.listener(), guard::broker);
        try (Admin admin = Admin.create(settings())) {
            admin.createAcls(guard.acls()).all().get();
            awaitSeen(() ->
                    admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(guard.acls()));
        } catch (InterruptedException | ExecutionException failure) {
            broker.close();
            throw new IllegalStateException(failure);
        }
    }

    private Broker(String guarded, Supplier<EmbeddedKafkaBroker> configured) {
        this.guarded = guarded;
        broker = started(configured);
        try (Admin admin = Admin.create(settings())) {
            List<NewTopic> topics = Topics.all().stream().map(Broker::topic).toList();
            for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
            List<String> names = Topics.all().stream().map(Topic::name).toList();
            awaitSeen(() -> admin.listTopics().names().get().containsAll(names));
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As a cluster of an operator who does not want topics that nobody has asked for. */
    private static EmbeddedKafkaBroker unguarded() {
        return new EmbeddedKafkaBroker()
                .withAdditionalProperties(settings -> settings.put("auto.create.topics.enable", "false"));
    }

    /** It picks its ports one after the other and binds them later: two can be the same, or taken by then. */
    private static EmbeddedKafkaBroker started(Supplier<EmbeddedKafkaBroker> configured) {
        for (int tries = 1; ; tries++) {
            try {
                return configured.get().start();
            } catch (RuntimeException taken) {
                if (tries == STARTS) {
                    throw taken;
                }
            }
        }
    }

    private interface Question {
        boolean ask() throws InterruptedException, ExecutionException;
    }

    /** The controller answers when something is made; the broker may hear of it later. */
    private static void awaitSeen(Question seen) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        while (!seen.ask()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("Topics or ACLs were made that nobody can see");
            }
            Thread.sleep(LOOK);
        }
    }

    /** On a machine that is busy the client may ask twice, and be told that what it asked for is there. */
    private static void awaitCreated(KafkaFuture<Void> created) throws InterruptedException {
        try {
            created.get();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** Returns where it is, for those who may do all. */
    public String bootstrapServers() {
        return listeners(name -> !name.equals(guarded));
    }

    /** Returns where it is, for the principal that ACLs are for; nowhere, if they are for none. */
    public String guardedServers() {
        return listeners(name -> name.equals(guarded));
    }

    private String listeners(Predicate<String> wanted) {
        return Arrays.stream(broker.getAdvertisedListeners().split(","))
                .filter(listener -> wanted.test(listener.substring(0, listener.indexOf(':'))))
                .collect(Collectors.joining(","));
    }

    /** Returns what a client has to know to reach it. */
    public Map<String, Object> settings() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /**
     * Returns all committed records of a topic, in the order of their partitions.
     *
     * @throws IllegalStateException if a transaction on the topic does not end
     */
    public List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        return records(topic, PATIENCE);
    }

    /** Returns the committed records of a topic that fit, in the order of their partitions. */
    public List<ConsumerRecord<String, byte[]>> records(Topic topic, Predicate<ConsumerRecord<String, byte[]>> fits) {
        return records(topic).stream().filter(fits).toList();
    }

    /**
     * A commit returns when the coordinator has noted it; the markers come to the partitions afterwards. Until then,
     * the end that a reader of what is committed is told lies before the transaction. So the end is the one that
     * everybody else sees: to get there, such a reader has to wait until each transaction before it has its marker.
     */
    List<ConsumerRecord<String, byte[]>> records(Topic topic, Duration patience) {
        try (KafkaConsumer<String, byte[]> everything = consumer("read_uncommitted");
                KafkaConsumer<String, byte[]> committed = consumer("read_committed")) {
            List<TopicPartition> partitions = everything.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = everything.endOffsets(partitions);
            committed.assign(partitions);
            committed.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long started = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> committed.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() - started > patience.toNanos()) {
                    throw new IllegalStateException("A transaction on " + topic.name() + " is still open");
                }
                committed.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Writes a record to the partition that it names, or to its tenant's. */
    public void send(ProducerRecord<String, byte[]> record) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "partitioner.class", TenantPartitioner.class.getName()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Deletes a topic with all that is on it. */
    public void delete(Topic topic) {
        administer(admin -> {
            admin.deleteTopics(List.of(topic.name())).all().get();
            awaitSeen(() -> !admin.listTopics().names().get().contains(topic.name()));
        });
    }

    /** Makes a topic of the contract that was deleted, without a record. */
    public void create(Topic topic) {
        administer(admin -> {
            awaitCreated(admin.createTopics(List.of(topic(topic))).all());
            awaitSeen(() -> admin.listTopics().names().get().contains(topic.name()));
        });
    }

    private interface Administration {
        void on(Admin admin) throws InterruptedException, ExecutionException;
    }

    private void administer(Administration work) {
        try (Admin admin = Admin.create(settings())) {
            work.on(admin);
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        broker.close();
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", isolation),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static NewTopic topic(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }
}
