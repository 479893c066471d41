package io.sluice.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.topic.Topic.Traffic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void topicsThatAreReadTogetherHaveTheSameNumberOfPartitions() {
        assertThat(Topics.all()).extracting(Topic::partitions).containsOnly(Topics.PARTITIONS);
    }

    @Test
    void aTopicIsNamedAfterWhatItCarries() {
        assertThat(Topics.all())
                .allSatisfy(topic -> assertThat(topic.name()).matches("sluice\\." + topic.entity() + "s?\\.v1"));
    }

    @Test
    void aTopicIsFoundByItsShortAndByItsFullName() {
        assertThat(Topics.named("alerts")).contains(Topics.ALERTS);
        assertThat(Topics.named("sluice.alerts.v1")).contains(Topics.ALERTS);
        assertThat(Topics.named("alert")).isEmpty();
    }

    @Test
    void connectionsAreKeptForEver() {
        assertThat(Topics.CONNECTIONS.config())
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                .doesNotContainKey(TopicConfig.RETENTION_MS_CONFIG);
    }

    @Test
    void everyVersionOfAnAlertStaysReadableForAWeek() {
        assertThat(Topics.ALERTS.config())
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
                .containsEntry(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, "604800000")
                .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "7776000000");
    }

    @Test
    void ofARequestTheBrokersClockCountsAndOfAnEventItsOwnTime() {
        assertThat(Topics.all()).allSatisfy(topic -> {
            if (topic.traffic() == Traffic.REQUESTS) {
                assertThat(topic.config()).containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
            } else {
                assertThat(topic.config()).doesNotContainKey(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
            }
        });
    }
}
