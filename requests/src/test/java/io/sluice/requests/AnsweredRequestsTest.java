package io.sluice.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.broker.Broker;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnsweredRequestsTest {

    private static final int PARTITION = 3;

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
    void whatWasAnsweredBehindAnOpenTransactionOfAnotherSideIsKnown() throws Exception {
        AnsweredRequests answered = new AnsweredRequests(
                new RequestTopics(
                        broker.settings(), "quarantine-fetcher", Topics.QUARANTINE_REQUESTS, Topics.QUARANTINE_RESULTS),
                PARTITION,
                InstantSource.system());
        AtomicBoolean isReading = new AtomicBoolean();
        try (Producer<String, byte[]> agent = producer("agent");
                Producer<String, byte[]> main = producer("main")) {
            agent.beginTransaction();
            agent.send(answer("asked-of-the-agent")).get();
            main.beginTransaction();
            main.send(answer("asked-of-us")).get();
            main.commitTransaction();

            Thread reader = Thread.startVirtualThread(() -> answered.catchUp(() -> {
                isReading.set(true);
                return false;
            }));
            await().atMost(Duration.ofMinutes(1)).until(() -> isReading.get() || !reader.isAlive());
            agent.abortTransaction();
            reader.join();
        }

        assertThat(answered.contains("asked-of-us")).isTrue();
        assertThat(answered.contains("asked-of-the-agent")).isFalse();
    }

    private static ProducerRecord<String, byte[]> answer(String request) {
        return new ProducerRecord<>(Topics.QUARANTINE_RESULTS.name(), PARTITION, request, new byte[] {'{', '}'});
    }

    private static Producer<String, byte[]> producer(String id) {
        Map<String, Object> settings = new HashMap<>(broker.settings());
        settings.put("transactional.id", id);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
