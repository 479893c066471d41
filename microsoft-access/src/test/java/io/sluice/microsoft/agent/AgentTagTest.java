package io.sluice.microsoft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentTagTest {

    @Test
    void eachMeterOfAnAgentHasItsName() {
        assertThat(counted(Side.of(Optional.of("contoso"))).getId().getTags())
                .containsExactlyInAnyOrder(Tag.of("agent", "contoso"), Tag.of("outcome", "complete"));
    }

    @Test
    void thoseOfTheMainServicesStayAsTheyAre() {
        assertThat(counted(Side.MAIN).getId().getTags()).containsExactly(Tag.of("outcome", "complete"));
    }

    @Test
    void aMeterThatIsThereNoLongerIsNotLeftBehind() {
        SimpleMeterRegistry registry = registry(Side.of(Optional.of("contoso")));
        Counter counter = registry.counter("sluice.polls");

        registry.remove(counter.getId());

        assertThat(registry.getMeters()).isEmpty();
    }

    private static Counter counted(Side side) {
        return registry(side).counter("sluice.polls", "outcome", "complete");
    }

    private static SimpleMeterRegistry registry(Side side) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(AgentTag.of(side));
        return registry;
    }
}
