package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.MORNING;
import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What more findings name than are listed. */
class CrowdTest {

    private static final int MANY = 530;
    private static final int FEW = 5;

    @Test
    void userOfManyAlertsOfOneIncidentIsNotBusyAndAnswersFindIt() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(Events.connection(TENANT));
            correlation.put(alerts(MANY, alert -> alert.in("4711").user("ann")));

            assertThat(user(correlation).path("busy").asBoolean()).isFalse();
            JsonNode request = correlation.values(Topics.DIRECTORY_REQUESTS).getFirst();
            correlation.put(Events.directory(
                    TENANT,
                    request.path("id").asText() + " "
                            + request.path("causationId").asText(),
                    """
                    {"user":{"id":"u","userPrincipalName":"ann@contoso.com","department":"Sales"}}""",
                    MORNING));
            correlation.pass(Duration.ofSeconds(10)).settle();

            assertThat(user(correlation).at("/context/user/department").asText())
                    .isEqualTo("Sales");
        }
    }

    @Test
    void busyIsSaidOnceSoManyIncidentsNameIt() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alerts(MANY, alert -> alert.in("4711").user("ann")));
            AlertEvent[] others = IntStream.range(0, 11)
                    .mapToObj(i -> alert("other" + i).user("ann"))
                    .toArray(AlertEvent[]::new);

            correlation.put(others).pass(Duration.ofSeconds(10)).settle();

            assertThat(user(correlation).path("busy").asBoolean()).isTrue();
            assertThat(correlation
                            .holding("other0")
                            .at("/unmapped/entities/0/busy")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whatFewNameAgainIsAsIfNeverMoreHad() {
        UnaryOperator<AlertEvent> named = alert -> alert.user("ann").device("pc1");
        try (Correlation correlation = new Correlation();
                Correlation other = new Correlation()) {
            correlation.put(alerts(MANY, named));
            assertThat(correlation.open()).hasSize(MANY);

            AlertEvent[] now = IntStream.range(0, MANY)
                    .mapToObj(i -> (i < FEW ? named.apply(alert("a" + i)) : alert("a" + i)).version(2))
                    .toArray(AlertEvent[]::new);
            correlation.put(now).pass(Duration.ofSeconds(10)).settle();
            other.put(now).pass(Duration.ofSeconds(10)).settle();

            assertThat(Difference.between(other.open(), correlation.open())).isEmpty();
            assertThat(correlation.groups()).contains(List.of("a0", "a1", "a2", "a3", "a4"));
            assertThat(correlation.size(TaskStores.SIGHTINGS)).isEqualTo(other.size(TaskStores.SIGHTINGS));
        }
    }

    @Test
    void nothingIsLeftOfItAfterAllIsForgotten() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alerts(MANY, alert -> alert.ip("198.51.100.7", 0)));

            correlation.skip(Correlation.RETENTION.plus(Duration.ofHours(2)));
            for (int i = 0; i < 5; i++) {
                correlation.pass(Duration.ofSeconds(10)).settle();
            }

            assertThat(correlation.size(TaskStores.SIGHTINGS)).isZero();
        }
    }

    private static AlertEvent[] alerts(int count, UnaryOperator<AlertEvent> each) {
        return IntStream.range(0, count)
                .mapToObj(i -> each.apply(alert("a" + i)))
                .toArray(AlertEvent[]::new);
    }

    private static JsonNode user(Correlation correlation) {
        JsonNode entities = correlation.holding("a0").at("/unmapped/entities");
        for (JsonNode entity : entities) {
            if (entity.path("id").asText().equals("user:ann@contoso.com")) {
                return entity;
            }
        }
        throw new AssertionError("nobody in " + entities);
    }
}
