package io.sluice.local.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.topic.TopicDifference.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicDifferenceTest {

    @ParameterizedTest
    @ValueSource(strings = {"compact,delete", "delete,compact", "delete, compact"})
    void whatKafkaRemovesIsTheSameInWhateverOrderItIsNamed(String actual) {
        assertThat(Setting.between(Topics.ALERTS, "cleanup.policy", actual, "compact,delete"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"compact | compact,delete", "delete,compact | delete", "'' | compact"})
    void anotherPolicyIsADifference(String actual, String wanted) {
        assertThat(Setting.between(Topics.ALERTS, "cleanup.policy", actual, wanted))
                .contains(new Setting(Topics.ALERTS, "cleanup.policy", actual, wanted));
    }

    @Test
    void anotherValueOfAnyOtherSettingIsADifference() {
        assertThat(Setting.between(Topics.ALERTS, "retention.ms", "1", "2"))
                .contains(new Setting(Topics.ALERTS, "retention.ms", "1", "2"));
        assertThat(Setting.between(Topics.ALERTS, "retention.ms", "2", "2")).isEmpty();
    }
}
