package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.access.Principals;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The three ways in which the chart lets services show Kafka who they are, each with ACLs. */
class KafkaLoginTest {

    private static final String SERVICE = "incident-poller";
    private static final String STRANGER = "stranger";

    private static @Nullable GuardedKafka kafka;

    /** How a service shows who it is; each is that of a value set. */
    enum Way {
        /** A password, over TLS. */
        SCRAM("strimzi"),
        /** A certificate. */
        CERTIFICATE("external"),
        /** A token of an identity provider, over TLS. */
        TOKEN("agents");

        private final String valueSet;

        Way(String valueSet) {
            this.valueSet = valueSet;
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException, ExecutionException {
        kafka = new GuardedKafka(folder, Set.of(SERVICE, STRANGER));
        kafka().allow(Principals.INCIDENT_POLLER.grants().stream()
                .flatMap(grant -> grant.operations().stream()
                        .map(operation -> new AclBinding(
                                new ResourcePattern(grant.resource(), grant.name(), grant.pattern()),
                                new AccessControlEntry("User:" + SERVICE, "*", operation, AclPermissionType.ALLOW))))
                .toList());
    }

    @AfterAll
    static void stop() {
        kafka().close();
    }

    @ParameterizedTest
    @EnumSource
    void aServiceMayWhatItsRightsSay(Way way) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = settings(way, SERVICE, SERVICE);
        try (Admin admin = Admin.create(settings)) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Principals.INCIDENT_POLLER.reads().stream(),
                                    Principals.INCIDENT_POLLER.writes().stream())
                            .map(Topic::name)
                            .collect(Collectors.toSet()));
        }
        write(settings, Topics.ALERTS);
        assertThatThrownBy(() -> write(settings, Topics.INVESTIGATIONS))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anotherPrincipalIsRefused(Way way) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = settings(way, STRANGER, STRANGER);
        try (Admin admin = Admin.create(settings)) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        assertThatThrownBy(() -> write(settings, Topics.ALERTS)).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whoCannotProveWhoItIsIsNotLetIn(Way way, @TempDir Path folder) throws IOException, InterruptedException {
        Map<String, Object> settings = settings(way, SERVICE, "somebody-else");
        if (way == Way.CERTIFICATE) {
            ClientCertificate forged = GuardedKafka.selfSigned(folder, SERVICE);
            settings.put("ssl.keystore.certificate.chain", forged.chain());
            settings.put("ssl.keystore.key", forged.key());
        }

        assertThatThrownBy(() -> {
                    try (Admin admin = Admin.create(settings)) {
                        admin.listTopics().names().get();
                    }
                })
                .satisfiesAnyOf(
                        refused -> assertThat(refused).hasCauseInstanceOf(AuthenticationException.class),
                        // The identity provider refuses already.
                        refused -> assertThat(refused).rootCause().hasMessageContaining("401"));
    }

    private static GuardedKafka kafka() {
        if (kafka == null) {
            throw new IllegalStateException("Kafka has not started");
        }
        return kafka;
    }

    /**
     * What the pod of a service is told, with the secrets of this Kafka's.
     *
     * @param user who it says that it is
     * @param secretOf whose secret it shows for that
     */
    private static Map<String, Object> settings(Way way, String user, String secretOf) {
        Map<String, Object> settings = new HashMap<>();
        for (JsonNode variable :
                Chart.object(way.valueSet, "StatefulSet", "sluice-" + SERVICE).environment()) {
            String name = variable.path("name").asText();
            if (name.startsWith("KAFKA_")) {
                String setting = name.substring("KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                settings.put(
                        setting,
                        variable.has("valueFrom")
                                ? secret(way, setting, user, secretOf)
                                : variable.path("value").asText());
            }
        }
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", kafka().authority().toString());
        settings.put(
                "bootstrap.servers",
                way == Way.CERTIFICATE ? kafka().bootstrapServersForCertificates() : kafka().bootstrapServers());
        settings.replace("sasl.oauthbearer.token.endpoint.url", kafka().tokenUrl());
        return settings;
    }

    private static String secret(Way way, String setting, String user, String secretOf) {
        String password = GuardedKafka.password(secretOf);
        return switch (setting) {
            case "sasl.jaas.config" ->
                way == Way.TOKEN
                        ? "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\""
                                + user + "\" clientSecret=\"" + password + "\" scope=\"kafka\";"
                        : "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";";
            case "ssl.keystore.certificate.chain" -> kafka().certificate(user).chain();
            case "ssl.keystore.key" -> kafka().certificate(user).key();
            default -> throw new IllegalArgumentException("No secret is known for " + setting);
        };
    }

    private static void write(Map<String, Object> settings, Topic topic)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), "tenant/thing", "{}"))
                    .get();
        }
    }
}
