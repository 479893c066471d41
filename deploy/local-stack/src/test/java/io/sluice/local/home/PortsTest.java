package io.sluice.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void withoutAnOffsetThePortsAreTheDocumentedOnes() {
        assertThat(Ports.from(null)).isEqualTo(new Ports(0)).isEqualTo(Ports.from(" "));
        assertThat(new Ports(0).kafka()).isEqualTo(19_092);
        assertThat(new Ports(0).bootstrapServers()).isEqualTo("127.0.0.1:19092");
    }

    @Test
    void theOffsetMovesEveryPortSoThatTwoStacksDoNotMeet() {
        assertThat(Ports.from("1000").all().values())
                .hasSize(12)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(new Ports(0).all().values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "a", "1.5", "60000", "99999999999"})
    void anOffsetThatMakesNoSenseIsRefusedInOneSentence(String value) {
        assertThatThrownBy(() -> Ports.from(value))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("SLUICE_PORT_OFFSET must be a whole number from 0 to");
    }
}
