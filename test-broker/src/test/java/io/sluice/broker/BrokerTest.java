package io.sluice.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrokerTest {

    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    private static final String KEY = TENANT + "/one";

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = new Broker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void whatIsNotDecidedIsWaitedForAndWhatWasAbortedIsNotThere() throws Exception {
        try (KafkaProducer<String, byte[]> producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(Topics.ALERTS, "open")).get();

            assertThatThrownBy(() -> broker.records(Topics.ALERTS, Duration.ofSeconds(1)))
                    .hasMessageContaining(Topics.ALERTS.name());
            producer.commitTransaction();
            assertThat(broker.records(Topics.ALERTS))
                    .extracting(BrokerTest::text)
                    .containsExactly("open");

            producer.beginTransaction();
            producer.send(record(Topics.ALERTS, "given up")).get();
            producer.abortTransaction();
            assertThat(broker.records(Topics.ALERTS))
                    .extracting(BrokerTest::text)
                    .containsExactly("open");
        }
    }

    @Test
    void aRecordGoesToThePartitionOfItsTenantOrToTheOneThatItNames() {
        int home = TenantPartitioner.partition(TENANT, Topics.INCIDENTS.partitions());
        int elsewhere = (home + 1) % Topics.INCIDENTS.partitions();

        broker.send(record(Topics.INCIDENTS, "home"));
        broker.send(new ProducerRecord<>(Topics.INCIDENTS.name(), elsewhere, KEY, "elsewhere".getBytes(UTF_8)));

        assertThat(broker.records(Topics.INCIDENTS, record -> record.partition() == home))
                .extracting(BrokerTest::text)
                .containsExactly("home");
        assertThat(broker.records(Topics.INCIDENTS, record -> record.partition() == elsewhere))
                .extracting(BrokerTest::text)
                .containsExactly("elsewhere");
    }

    private static KafkaProducer<String, byte[]> transactional() {
        Map<String, Object> settings = new HashMap<>(broker.settings());
        settings.put("transactional.id", "of-the-test");
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> record(Topic topic, String text) {
        return new ProducerRecord<>(topic.name(), KEY, text.getBytes(UTF_8));
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
