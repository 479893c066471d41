package io.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionTest {

    @Test
    void metricsAndLabelsAreFound() {
        assertThat(Expression.of(
                        "sum by (a, b) (rate(one_total{c=~\"x{y}|by (z)\", d!='e'}[5m])) / count(two) > 0.5 or three"
                                + " unless on (f) up offset 30m * 1e3"))
                .isEqualTo(new Expression(
                        Map.of("one_total", Set.of("c", "d"), "two", Set.of(), "three", Set.of(), "up", Set.of()),
                        Set.of("a", "b", "f")));
    }

    @Test
    void aVariableAsksForALabel() {
        assertThat(Expression.of("label_values(up{job=~\"a\"}, instance)"))
                .isEqualTo(new Expression(Map.of("up", Set.of("job")), Set.of("instance")));
    }
}
