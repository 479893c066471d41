package io.sluice.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.broker.Broker;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.CommandTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topics of a real Kafka, where the local stack's would be. */
class TopicsOnKafkaTest extends CommandTest {

    private static final String HALF_A_YEAR = Long.toString(Duration.ofDays(180).toMillis());

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Broker kafka = new Broker();
    private final Admin admin = Admin.create(kafka.settings());

    @BeforeEach
    void start() {
        String address = kafka.bootstrapServers();
        findKafkaAt(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        assertThat(sluice("topics", "--check")).as(out.toString() + err).isZero();
        assertThat(out.toString()).contains("are as the contract says");
        out.getBuffer().setLength(0);
    }

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void aTopicThatIsMissingIsCreated() throws InterruptedException, ExecutionException {
        admin.deleteTopics(List.of(Topics.AUDIT.name())).all().get();
        // While it goes, it can be listed and have no description.
        await().atMost(LONG)
                .until(() -> sluice("topics", "--check") == 1 && out.toString().contains("sluice.audit.v1 is missing"));

        assertThat(sluice("topics")).as(out.toString() + err).isZero();

        assertThat(out.toString()).contains("sluice.audit.v1 created");
    }

    @Test
    void partitionsAreNeitherTakenAwayNorAdded() throws InterruptedException, ExecutionException {
        admin.createPartitions(Map.of(Topics.AUDIT.name(), NewPartitions.increaseTo(24)))
                .all()
                .get();
        admin.deleteTopics(List.of(Topics.CONNECTION_STATUS.name())).all().get();
        await().atMost(LONG).until(() -> !admin.listTopics().names().get().contains(Topics.CONNECTION_STATUS.name()));
        admin.createTopics(List.of(new NewTopic(Topics.CONNECTION_STATUS.name(), 6, (short) 1)
                        .configs(Topics.CONNECTION_STATUS.config())))
                .all()
                .get();
        await().atMost(LONG)
                .ignoreExceptions() // while the broker has not heard of the topic
                .until(() -> partitions(Topics.AUDIT) == 24 && partitions(Topics.CONNECTION_STATUS) == 6);

        assertThat(sluice("topics", "--mend", "--delete-records")).isEqualTo(1);

        assertThat(out.toString())
                .contains("sluice.audit.v1 has 24 partitions, not 12: partitions cannot be taken away")
                .contains("sluice.connection-status.v1 has 6 partitions, not 12: more of them would part")
                .doesNotContain("as the contract says");
        assertThat(partitions(Topics.AUDIT)).isEqualTo(24);
        assertThat(partitions(Topics.CONNECTION_STATUS)).isEqualTo(6);
    }

    @Test
    void fewerReplicasThanAskedForAreToldAndNotAdded() {
        assertThat(sluice("topics", "--check", "--replicas", "1"))
                .as(out.toString())
                .isZero();

        assertThat(sluice("topics", "--mend", "--replicas", "3")).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "sluice.alerts.v1 has partitions with 1 replica, not 3: kafka-reassign-partitions.sh adds them");
    }

    @Test
    void whatOnlyKeepsMoreIsMendedWhenAskedFor() throws InterruptedException, ExecutionException {
        set(Topics.ALERTS, "retention.ms", "86400000");

        assertThat(sluice("topics")).isEqualTo(1);
        assertThat(out.toString()).contains("sluice.alerts.v1 has retention.ms=86400000, not 7776000000\n");
        assertThat(setting(Topics.ALERTS, "retention.ms")).isEqualTo("86400000");

        assertThat(sluice("topics", "--mend")).isZero();
        assertThat(out.toString()).contains("sluice.alerts.v1 now has retention.ms=7776000000, not 86400000");
        await().atMost(LONG).until(() -> setting(Topics.ALERTS, "retention.ms").equals("7776000000"));
    }

    @Test
    void whoseClockCountsForARequestIsMendedWhenAskedFor() throws InterruptedException, ExecutionException {
        set(Topics.QUERY_REQUESTS, "message.timestamp.type", "CreateTime");

        assertThat(sluice("topics", "--check")).isEqualTo(1);
        assertThat(out.toString())
                .contains("sluice.query-requests.v1 has message.timestamp.type=CreateTime, not LogAppendTime\n");

        assertThat(sluice("topics", "--mend")).isZero();
        await().atMost(LONG)
                .until(() ->
                        setting(Topics.QUERY_REQUESTS, "message.timestamp.type").equals("LogAppendTime"));
    }

    @Test
    void whatWouldDeleteRecordsIsToldAndOnlyDoneWhenThatIsSaidToo() throws InterruptedException, ExecutionException {
        set(Topics.ALERTS, "retention.ms", HALF_A_YEAR);
        write(Topics.ALERTS, Duration.ofDays(100));
        write(Topics.ALERTS, Duration.ofDays(99));
        write(Topics.ALERTS, Duration.ofDays(1));

        assertThat(sluice("topics", "--mend")).isEqualTo(1);

        assertThat(out.toString())
                .contains("sluice.alerts.v1 has retention.ms=" + HALF_A_YEAR + ", not 7776000000; --mend would delete"
                        + " what is older than 90 days: up to 2 records now, and does so with --delete-records only");
        assertThat(setting(Topics.ALERTS, "retention.ms")).isEqualTo(HALF_A_YEAR);

        assertThat(sluice("topics", "--mend", "--delete-records")).isZero();
        await().atMost(LONG).until(() -> setting(Topics.ALERTS, "retention.ms").equals("7776000000"));
    }

    @Test
    void aTopicForEverIsNotCompactedUnasked() throws InterruptedException, ExecutionException {
        set(Topics.CONNECTION_STATUS, "cleanup.policy", "delete");
        set(Topics.ALERTS, "cleanup.policy", "delete");
        set(Topics.AUDIT, "retention.ms", "-1");

        assertThat(sluice("topics", "--mend")).isEqualTo(1);

        assertThat(out.toString())
                .contains("sluice.connection-status.v1 has cleanup.policy=delete, not compact; --mend would")
                .contains("sluice.alerts.v1 has cleanup.policy=delete, not compact,delete; --mend would")
                .contains("sluice.audit.v1 has retention.ms=-1, not 34560000000; --mend would delete what is older"
                        + " than 400 days: nothing now");
    }

    private void write(Topic topic, Duration age) {
        kafka.send(new ProducerRecord<>(
                topic.name(),
                null,
                Instant.now().minus(age).toEpochMilli(),
                "tenant/alert",
                "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private void set(Topic topic, String name, String value) throws InterruptedException, ExecutionException {
        admin.incrementalAlterConfigs(Map.of(
                        resource(topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        await().atMost(LONG).until(() -> setting(topic, name).equals(value));
    }

    private String setting(Topic topic, String name) throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(admin.describeConfigs(List.of(resource(topic)))
                        .all()
                        .get()
                        .get(resource(topic)))
                .get(name)
                .value();
    }

    private int partitions(Topic topic) throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name()))
                .partitions()
                .size();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
