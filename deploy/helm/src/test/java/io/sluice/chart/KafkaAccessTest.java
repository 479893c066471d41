package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.access.Principal;
import io.sluice.contracts.access.Principals;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With what the chart tells them, services log in to a Kafka that knows the chart's ACLs, and may do what they need
 * only.
 */
class KafkaAccessTest {

    private static final String STRANGER = "stranger";

    private static @Nullable GuardedKafka kafka;

    static List<Principal> services() {
        return Principals.all().stream()
                .filter(principal -> principal.kind() == Principal.Kind.SERVICE)
                .toList();
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException, ExecutionException {
        Set<String> users = services().stream().map(Principal::name).collect(Collectors.toCollection(HashSet::new));
        users.add(STRANGER);
        kafka = new GuardedKafka(folder, users);
        for (Principal service : services()) {
            kafka().allow(acls(service.name()));
        }
    }

    @AfterAll
    static void stop() {
        kafka().close();
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceMayReadAndWriteItsTopicsAndNoOthers(Principal service)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(settings(service.name(), service.name()))) {
            Set<String> seen = admin.listTopics().names().get();
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(service.reads(), service.writes(), service.inspects())
                                    .flatMap(List::stream)
                                    .map(Topic::name)
                                    .collect(Collectors.toSet()));
            admin.describeTopics(seen, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> {
                        Topic known = Topics.named(name).orElseThrow();
                        assertThat(topic.authorizedOperations().contains(AclOperation.READ))
                                .isEqualTo(service.reads().contains(known));
                        assertThat(topic.authorizedOperations().contains(AclOperation.WRITE))
                                .isEqualTo(service.writes().contains(known));
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void transactionsOfAServiceAreItsOwn(Principal service) throws InterruptedException, ExecutionException {
        String topic = service.writes().getFirst().name();

        for (String prefix : Stream.concat(service.streams().stream(), service.transactions().stream())
                .toList()) {
            commit(settings(service.name(), service.name()), prefix + "-1", topic);
        }
        assertThatThrownBy(() -> commit(settings(service.name(), service.name()), "somebody-else-1", topic))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
    }

    @Test
    void kafkaStreamsMayMakeTheTopicsOfItsState() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(settings("incident-poller", "incident-poller"))) {
            admin.createTopics(List.of(new NewTopic("sluice-incident-poller-seen-changelog", 1, (short) 1)))
                    .all()
                    .get();

            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("sluice.other.v1", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void whoHasNoRightsSeesNothingAndWritesNothing() throws InterruptedException, ExecutionException {
        Map<String, Object> settings = settings("incident-poller", STRANGER);
        try (Admin admin = Admin.create(settings)) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        assertThatThrownBy(() -> write(settings, Topics.ALERTS.name()))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void whoHasAnotherPasswordIsNotLetIn() {
        Map<String, Object> settings = settings("incident-poller", "incident-poller");
        settings.computeIfPresent(
                "sasl.jaas.config", (_, login) -> login.toString().replace("password-of", "not"));

        assertThatThrownBy(() -> {
                    try (Admin admin = Admin.create(settings)) {
                        admin.listTopics().names().get();
                    }
                })
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static GuardedKafka kafka() {
        if (kafka == null) {
            throw new IllegalStateException("Kafka has not started");
        }
        return kafka;
    }

    /** What Quarkus makes of the variables of a service's pod, with the secrets of this Kafka's. */
    private static Map<String, Object> settings(String service, String user) {
        Map<String, Object> settings = new HashMap<>();
        for (JsonNode variable : Chart.object("strimzi", workloadKind(service), "sluice-" + service)
                .environment()) {
            String name = variable.path("name").asText();
            if (name.startsWith("KAFKA_")) {
                settings.put(
                        name.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        variable.path("value").asText());
            }
        }
        assertThat(settings).containsEntry("security.protocol", "SASL_SSL").containsKey("sasl.jaas.config");
        settings.put("bootstrap.servers", kafka().bootstrapServers());
        settings.put("ssl.truststore.location", kafka().authority().toString());
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                        + GuardedKafka.password(user) + "\";");
        return settings;
    }

    private static String workloadKind(String service) {
        return Chart.read("files/services.yaml").path(service).path("streams").asBoolean()
                ? "StatefulSet"
                : "Deployment";
    }

    /** The ACLs that Strimzi would make of the service's KafkaUser. */
    private static List<AclBinding> acls(String service) {
        List<AclBinding> acls = new ArrayList<>();
        JsonNode user =
                Chart.object("strimzi", "KafkaUser", "sluice-" + service).json();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            JsonNode resource = acl.path("resource");
            ResourcePattern pattern = new ResourcePattern(
                    switch (resource.path("type").asText()) {
                        case "topic" -> ResourceType.TOPIC;
                        case "group" -> ResourceType.GROUP;
                        case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
                        default -> throw new IllegalArgumentException(resource.toString());
                    },
                    resource.path("name").asText(),
                    resource.path("patternType").asText().equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            for (JsonNode operation : acl.path("operations")) {
                acls.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + service,
                                acl.path("host").asText(),
                                AclOperation.fromString(operation.asText().replaceAll("(?<=[a-z])([A-Z])", "_$1")),
                                AclPermissionType.ALLOW)));
            }
        }
        return acls;
    }

    private static void commit(Map<String, Object> settings, String transactionalId, String topic)
            throws InterruptedException, ExecutionException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("transactional.id", transactionalId);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(all, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "tenant/thing", "{}")).get();
            producer.commitTransaction();
        }
    }

    private static void write(Map<String, Object> settings, String topic)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "tenant/thing", "{}")).get();
        }
    }
}
