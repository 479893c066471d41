package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** The changelogs that the running service makes on a broker take all that it keeps. */
@QuarkusTest
@WithTestResource(Stack.class)
class ChangelogsTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** Of each of them 296 characters come, which with all else are nearly as much as a report may have. */
    private static final int BYTES_OF_AN_INCIDENT = 222;

    @Test
    void eachChangelogTakesRecordsOfTwoMegabytesWhateverTheBrokerTakesByDefault()
            throws ExecutionException, InterruptedException {
        List<String> changelogs = TaskStores.ALL.stream()
                .map(store -> "sluice-enrichment-service-" + store + "-changelog")
                .toList();
        try (Admin admin = Admin.create(Stack.broker().settings())) {
            await().atMost(SOON).until(() -> admin.listTopics().names().get().containsAll(changelogs));

            assertThat(admin.describeConfigs(changelogs.stream()
                                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                    .toList())
                            .all()
                            .get()
                            .values())
                    .hasSameSizeAs(TaskStores.ALL)
                    .allSatisfy(config ->
                            assertThat(config.get("max.message.bytes").value()).isEqualTo("2097152"));
        }
    }

    @Test
    void alertOfWhichThreeSourcesTellAsMuchAsIsKeptBecomesAnInvestigation() {
        String uid = UUID.randomUUID().toString();
        AlertEvent alert = alert(uid).created(Instant.now());

        for (String source : List.of("defender-xdr", "sentinel-log-analytics", "other-source")) {
            Event event =
                    alert.from(source, "Product of " + source).in(incidents()).event();
            Stack.broker().send(new ProducerRecord<>(event.topic().name(), event.key(), event.value()));
        }

        // What is kept of the alert is committed with the version that tells of it, or before.
        await().atMost(SOON).untilAsserted(() -> assertThat(products(uid)).isEqualTo(3));
    }

    /** As no two are alike, the largest record is no smaller on the broker than it is here. */
    private static String[] incidents() {
        Random random = new Random();
        return IntStream.range(0, 1_000)
                .mapToObj(_ -> {
                    byte[] id = new byte[BYTES_OF_AN_INCIDENT];
                    random.nextBytes(id);
                    return Base64.getUrlEncoder().encodeToString(id);
                })
                .toArray(String[]::new);
    }

    /** How many products tell of an alert, as its newest investigation says. */
    private static int products(String uid) {
        return Stack.broker().records(Topics.INVESTIGATIONS).stream()
                .map(record -> Correlation.json(record.value()))
                .filter(investigation -> Correlation.uids(investigation).contains(uid))
                .reduce((_, last) -> last)
                .map(investigation -> investigation.at("/unmapped/products"))
                .map(JsonNode::size)
                .orElse(0);
    }
}
