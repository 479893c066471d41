package io.sluice.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.access.Principals;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = new Broker(Principals.INCIDENT_POLLER);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void whoComesAsThePrincipalMayDoWhatTheContractGrantsAndNoMore() throws Exception {
        write(Topics.ALERTS);

        assertThat(broker.records(Topics.ALERTS)).hasSize(1);
        assertThatThrownBy(() -> write(Topics.INVESTIGATIONS)).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void whoComesByTheOtherListenerMayDoAll() {
        broker.send(new ProducerRecord<>(Topics.INVESTIGATIONS.name(), "tenant/one", "{}".getBytes(UTF_8)));

        assertThat(broker.records(Topics.INVESTIGATIONS)).hasSize(1);
    }

    private static void write(Topic topic) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.guardedServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), "tenant/one", "{}".getBytes(UTF_8)))
                    .get();
        }
    }
}
