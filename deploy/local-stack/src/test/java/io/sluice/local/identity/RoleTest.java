package io.sluice.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.UserError;
import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void aRoleIsFoundByItsWord() {
        assertThat(Role.named("Operator")).isEqualTo(Role.OPERATOR);
        assertThat(Role.SERVICE.clientSecret()).isEqualTo("demo-service-secret");
    }

    @Test
    void anUnknownRoleIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Role.named("root"))
                .isInstanceOf(UserError.class)
                .hasMessage("There is no role 'root'; the roles are operator, analyst, service.");
    }
}
