package io.sluice.local.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.broker.Broker;
import io.sluice.contracts.topic.Topics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractTopicsTest {

    private final Broker kafka = new Broker();
    private final Admin admin = Admin.create(kafka.settings());

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void brokersThatAreFencedForAMomentAreWaitedFor() throws Exception {
        deleteAudit();
        ContractTopics topics = new ContractTopics(
                refusedOnce("Unable to replicate the partition 1 time(s): All brokers are currently fenced."));

        assertThat(topics.create(Optional.of((short) 1))).contains(Topics.AUDIT.name());
    }

    @Test
    void moreReplicasThanThereAreBrokersIsToldAtOnce() throws Exception {
        deleteAudit();

        assertThatThrownBy(() -> new ContractTopics(admin).create(Optional.of((short) 3)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InvalidReplicationFactorException.class);
    }

    private void deleteAudit() throws InterruptedException, ExecutionException {
        admin.deleteTopics(List.of(Topics.AUDIT.name())).all().get();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !admin.listTopics().names().get().contains(Topics.AUDIT.name()));
    }

    /** The cluster, whose controller refuses the first topics that it is asked to create. */
    private Admin refusedOnce(String reason) {
        AtomicBoolean refused = new AtomicBoolean();
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createTopics") && !refused.getAndSet(true)) {
                        return new Refused(reason);
                    }
                    try {
                        return method.invoke(admin, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final class Refused extends CreateTopicsResult {

        Refused(String reason) {
            super(Map.of(Topics.AUDIT.name(), refusal(reason)));
        }

        private static KafkaFuture<TopicMetadataAndConfig> refusal(String reason) {
            KafkaFutureImpl<TopicMetadataAndConfig> refusal = new KafkaFutureImpl<>();
            refusal.completeExceptionally(new InvalidReplicationFactorException(reason));
            return refusal;
        }
    }
}
