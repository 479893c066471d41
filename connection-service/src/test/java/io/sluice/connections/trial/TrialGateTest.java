package io.sluice.connections.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connections.registry.ConnectionDetails;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TrialGateTest {

    private final ConnectionDetails details = Tried.connection(Tried.incidents());

    @Test
    void oneTestAtATimeIsLetIn() throws TrialGate.Refused {
        TrialGate gate = new TrialGate(10);

        try (TrialGate.Pass _ = gate.enter(details)) {
            assertThatThrownBy(() -> gate.enter(details)).isInstanceOf(TrialGate.Running.class);
        }
        try (TrialGate.Pass again = gate.enter(details)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void soManyAMinuteAreLetIn() throws TrialGate.Refused {
        TrialGate gate = new TrialGate(2);
        for (int i = 0; i < 2; i++) {
            gate.enter(details).close();
        }

        assertThatThrownBy(() -> gate.enter(details))
                .asInstanceOf(InstanceOfAssertFactories.type(TrialGate.TooMany.class))
                .extracting(TrialGate.TooMany::retryAfterSeconds)
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(1L, 30L);
    }
}
