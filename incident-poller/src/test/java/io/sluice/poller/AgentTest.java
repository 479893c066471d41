package io.sluice.poller;

import static io.sluice.poller.TestPoller.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.ServedBy;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that an agent polls, and those that go over from one side to the other. */
class AgentTest {

    private static final Duration LOOKBACK = Duration.ofMinutes(1);

    private final FakeDefender defender = new FakeDefender();

    @TempDir
    private Path state;

    @SuppressWarnings("NullAway.Init")
    private TestPoller main;

    @SuppressWarnings("NullAway.Init")
    private TestPoller agent;

    @BeforeEach
    void start() {
        main = new TestPoller(state.resolve("main"), Side.MAIN, defender);
        agent = new TestPoller(state.resolve("agent"), new Side("contoso", false), defender);
    }

    @AfterEach
    void stop() {
        main.close();
        agent.close();
    }

    @Test
    void aLabelledConnectionIsPolledByItsAgentAndEmittedByTheMainPoller() {
        Instant then = main.now();
        defender.holds("labelled", incident(1, then));
        Connection labelled = main.labelled("labelled", LOOKBACK, new ServedBy("contoso", then, null));
        main.takes(labelled);
        agent.takes(labelled);
        agent.await(() -> assertThat(agent.ids(Topics.RAW_ALERTS)).containsExactly("da1"));
        main.emits(agent);

        assertThat(main.ids(Topics.ALERTS)).containsExactly("da1");
        assertThat(main.ids(Topics.RAW_ALERTS)).isEmpty();
        assertThat(agent.ids(Topics.ALERTS)).isEmpty();
        assertThat(agent.statuses()).isNotEmpty();
        assertThat(main.statuses()).isEmpty();
    }

    @Test
    void anAgentLeavesConnectionsWithoutItsLabelToOthers() {
        Connection without = main.labelled("without", LOOKBACK, null);
        Connection others = main.labelled("others", LOOKBACK, new ServedBy("fabrikam", main.now(), null));
        Connection own = main.labelled("own", LOOKBACK, new ServedBy("contoso", main.now(), null));
        agent.takes(without);
        agent.takes(others);
        agent.takes(own);
        agent.awaitPolls("own", 3);

        assertThat(defender.calls("without")).isZero();
        assertThat(defender.calls("others")).isZero();
    }

    @Test
    void aConnectionThatGoesOverAndComesBackLosesNothingAndDoublesNothing() {
        Instant then = main.now();
        defender.holds("a", incident(1, then));
        main.takes(main.labelled("a", LOOKBACK, null));
        main.await(() -> assertThat(main.ids(Topics.ALERTS)).containsExactly("da1"));

        Instant later = main.now();
        defender.holds("a", incident(1, then), incident(2, later));
        Connection over = main.labelled("a", LOOKBACK, ServedBy.changed(null, "contoso", main.now()));
        main.takes(over);
        agent.takes(over);
        agent.await(() -> assertThat(agent.ids(Topics.RAW_ALERTS)).contains("da1", "da2"));
        main.emits(agent);

        assertThat(main.ids(Topics.ALERTS)).containsExactly("da1", "da2");

        defender.holds("a", incident(1, then), incident(2, later), incident(3, main.now()));
        Connection back = main.labelled("a", LOOKBACK, ServedBy.changed(over.servedBy(), null, main.now()));
        agent.takes(back);
        int read = agent.ids(Topics.RAW_ALERTS).size();
        main.takes(back);
        main.await(() -> assertThat(main.ids(Topics.ALERTS)).contains("da3"));
        main.awaitPolls("a", 2);

        assertThat(main.ids(Topics.ALERTS)).containsOnlyOnce("da1", "da2", "da3");
        assertThat(agent.ids(Topics.RAW_ALERTS)).hasSize(read);
    }

    @Test
    void anAgentThatComesLongAfterItsLabelReadsWhatChangedSince() {
        Instant labelled = main.now().minus(Duration.ofDays(2));
        defender.holds("late", incident(1, labelled.plus(Duration.ofMinutes(5))));
        agent.takes(main.labelled("late", LOOKBACK, ServedBy.changed(null, "contoso", labelled)));

        agent.await(() -> assertThat(agent.ids(Topics.RAW_ALERTS)).containsExactly("da1"));
    }
}
