package io.sluice.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.ocsf.Severity;
import io.sluice.enrichment.followup.FollowUpRule;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowUpRulesTest {

    @Test
    void aRuleIsTurnedOffThroughTheEnvironment() {
        assertThat(rules(Map.of("SLUICE_ENRICHMENT_FOLLOW_UPS_RULES__SIGNINS_OF_USER__ENABLED", "false")))
                .doesNotContainKey(FollowUpRule.SIGNINS_OF_USER)
                .hasSize(FollowUpRule.values().length - 1);
    }

    @Test
    void aRuleAsksFromAnotherSeverityOnThroughTheEnvironment() {
        assertThat(rules(Map.of("SLUICE_ENRICHMENT_FOLLOW_UPS_RULES__FILE_SIGHTINGS__MIN_SEVERITY", "critical")))
                .containsEntry(FollowUpRule.FILE_SIGHTINGS, Severity.CRITICAL);
    }

    @Test
    void aRuleThatIsNoneIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> rules(Map.of("SLUICE_ENRICHMENT_FOLLOW_UPS_RULES__SIGN_INS__ENABLED", "false")))
                .hasMessageContaining("sign.ins")
                .hasMessageContaining("signins-of-user");
    }

    private static Map<FollowUpRule, Severity> rules(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("SLUICE_ENRICHMENT_CONNECTION_SERVICE_URL", "http://connection-service:18482");
        variables.put("SLUICE_ENRICHMENT_STATE_DIRECTORY", "state");
        return Enrichment.rules(new SmallRyeConfigBuilder()
                .withMapping(EnrichmentSettings.class)
                .withSources(new EnvConfigSource(variables, 300))
                .build()
                .getConfigMapping(EnrichmentSettings.class)
                .followUps());
    }
}
