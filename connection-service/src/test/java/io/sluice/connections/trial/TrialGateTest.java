package io.sluice.connections.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.TestDetails;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TrialGateTest {

    private final ConnectionDetails details = Tried.connection(Tried.incidents());

    @Test
    void oneTestAtATimeIsLetIn() throws TrialGate.Refused {
        TrialGate gate = new TrialGate(10, 10);

        try (TrialGate.Pass _ = gate.enter(details)) {
            assertThatThrownBy(() -> gate.enter(details)).isInstanceOf(TrialGate.Running.class);
        }
        try (TrialGate.Pass again = gate.enter(details)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void soManyAMinuteAreLetIn() throws TrialGate.Refused {
        TrialGate gate = new TrialGate(2, 10);
        for (int i = 0; i < 2; i++) {
            gate.enter(details).close();
        }

        assertThatThrownBy(() -> gate.enter(details))
                .asInstanceOf(InstanceOfAssertFactories.type(TrialGate.TooMany.class))
                .extracting(TrialGate.TooMany::retryAfterSeconds)
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(1L, 30L);
    }

    @Test
    void soManyAtOnceAreLetInWhateverTheirTenants() throws TrialGate.Refused {
        TrialGate gate = new TrialGate(10, 2);
        gate.enter(of("one"));
        TrialGate.Pass second = gate.enter(of("two"));
        assertThatThrownBy(() -> gate.enter(of("three")))
                .isInstanceOf(TrialGate.TooMany.class)
                .hasMessage("As many tests are running as this service makes at once. Try again in 10 seconds.");
        second.close();
        second.close();
        assertThat(gate.enter(of("three"))).isNotNull();
        assertThatThrownBy(() -> gate.enter(of("four"))).isInstanceOf(TrialGate.TooMany.class);
    }

    private ConnectionDetails of(String tenant) {
        return new TestDetails(details).tenantId(tenant).made();
    }
}
