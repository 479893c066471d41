package io.sluice.microsoft.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.ServedBy;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SideTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final List<Side> SIDES = List.of(Side.MAIN, agent("contoso"), agent("fabrikam"));

    @Test
    void aConnectionIsServedByOneSideAlone() {
        assertThat(SIDES.stream().filter(side -> side.serves(connection(null)))).containsExactly(Side.MAIN);
        assertThat(SIDES.stream().filter(side -> side.serves(connection(new ServedBy("contoso", NOW, null)))))
                .containsExactly(agent("contoso"));
    }

    @Test
    void aRequestIsOneSidesWhicheverOfThemKnowsOfTheChangeAlready() {
        ServedBy before = ServedBy.changed(null, "contoso", NOW.minus(Duration.ofDays(1)));
        ServedBy after = ServedBy.changed(before, "fabrikam", NOW);
        // Longest on its way: a record of the change that comes just before it counts.
        Instant asked = NOW.plus(ServedBy.NOTICE).minusMillis(1);

        assertThat(SIDES.stream().filter(side -> side.answers(connection(before), asked)))
                .containsExactly(agent("contoso"));
        assertThat(SIDES.stream().filter(side -> side.answers(connection(after), asked)))
                .containsExactly(agent("contoso"));
        assertThat(SIDES.stream().filter(side -> side.answers(connection(after), asked.plusMillis(1))))
                .containsExactly(agent("fabrikam"));
    }

    @Test
    void aServiceThatNoAgentRunsAnswersForAllAndServesItsOwn() {
        Connection labelled = connection(new ServedBy("contoso", NOW, null));

        assertThat(Side.ALONE.answers(labelled, NOW)).isTrue();
        assertThat(Side.ALONE.serves(labelled)).isFalse();
    }

    @Test
    void aWrongNameOfAnAgentIsRefusedWithItsForm() {
        assertThatThrownBy(() -> Side.of(Optional.of("Contoso-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Contoso-1'")
                .hasMessageContaining("lower-case letters and digits");
    }

    @Test
    void anAgentsGroupsAndTransactionsAreItsOwn() {
        assertThat(applications(Map.of())).isEqualTo("sluice-");
        assertThat(applications(Map.of("sluice.agent", "contoso"))).isEqualTo("sluice-agent-contoso-");
        assertThat(Side.MAIN.application("quarantine-fetcher")).isEqualTo("quarantine-fetcher");
        assertThat(agent("contoso").application("quarantine-fetcher"))
                .isEqualTo("sluice-agent-contoso-quarantine-fetcher");
    }

    private static String applications(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredSources()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getValue("sluice.applications", String.class);
    }

    private static Side agent(String name) {
        return Side.of(Optional.of(name));
    }

    private static Connection connection(@Nullable ServedBy servedBy) {
        return new Connection(
                "7b0c0000-0000-4000-8000-000000000001",
                "contoso",
                "c0a70000-0000-4000-8000-000000000001",
                null,
                "commercial",
                Map.of(),
                "5a1ce000-0000-4000-8000-0000000000ff",
                true,
                Duration.ofSeconds(10),
                Capabilities.NONE,
                1,
                NOW,
                servedBy);
    }
}
