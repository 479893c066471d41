package io.sluice.local.bench.incidents;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.UserError;
import io.sluice.local.bench.incidents.GiantBenchmark.Plan;
import org.junit.jupiter.api.Test;

class GiantBenchmarkTest {

    @Test
    void aPageHasNoMoreIncidentsThanMicrosoftPutsOnOne() {
        assertThatCode(() -> new Plan(1, 100, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Plan(1, 101, 1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Plan(0, 50, 400)).isInstanceOf(UserError.class);
    }
}
