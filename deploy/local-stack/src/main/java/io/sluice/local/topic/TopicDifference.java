package io.sluice.local.topic;

import io.sluice.contracts.topic.Topic;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** Something about a topic on a cluster that is otherwise than the contract says. */
public sealed interface TopicDifference {

    /** Returns the topic as the contract says. */
    Topic topic();

    /** Says it in a sentence. */
    String sentence();

    /** The topic is not there. */
    record Missing(Topic topic) implements TopicDifference {

        @Override
        public String sentence() {
            return topic.name() + " is missing";
        }
    }

    /**
     * Another number of partitions, which nothing can mend: Kafka takes none away, and more of them would send the
     * records of a tenant elsewhere than those before.
     *
     * @param actual how many there are
     */
    record Partitions(Topic topic, int actual) implements TopicDifference {

        @Override
        public String sentence() {
            return topic.name() + " has " + actual + " partitions, not " + topic.partitions()
                    + (actual > topic.partitions()
                            ? ": partitions cannot be taken away; the topic must be made anew"
                            : ": more of them would part the records of a tenant; the topic must be made anew");
        }
    }

    /**
     * Fewer replicas than were asked for, which Kafka adds only where somebody says on which brokers.
     *
     * @param actual how many brokers hold the partition that has the fewest
     * @param wanted how many should
     */
    record Replicas(Topic topic, int actual, int wanted) implements TopicDifference {

        @Override
        public String sentence() {
            return topic.name() + " has partitions with " + actual + (actual == 1 ? " replica" : " replicas") + ", not "
                    + wanted + ": kafka-reassign-partitions.sh adds them";
        }
    }

    /**
     * Another value of a setting.
     *
     * @param name the setting's, as Kafka calls it
     * @param actual what the cluster says; empty if it says nothing
     * @param wanted what the contract says
     */
    record Setting(Topic topic, String name, String actual, String wanted) implements TopicDifference {

        /** Returns the difference between what the cluster says and what the contract says, if it is one to Kafka. */
        static Optional<Setting> between(Topic topic, String name, String actual, String wanted) {
            boolean same = name.equals(TopicConfig.CLEANUP_POLICY_CONFIG)
                    ? policies(actual).equals(policies(wanted))
                    : actual.equals(wanted);
            return same ? Optional.empty() : Optional.of(new Setting(topic, name, actual, wanted));
        }

        @Override
        public String sentence() {
            return topic.name() + " has " + name + "=" + actual + ", not " + wanted;
        }

        /** Says whether Kafka removes records that are there, once the setting is as the contract says. */
        public boolean removes() {
            return switch (name) {
                case TopicConfig.RETENTION_MS_CONFIG, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG ->
                    isShorter(Long.parseLong(wanted), Long.parseLong(actual));
                case TopicConfig.CLEANUP_POLICY_CONFIG -> !policies(actual).containsAll(policies(wanted));
                default -> false;
            };
        }

        /** Kafka keeps the order in which somebody named them, and makes nothing of it. */
        private static Set<String> policies(String value) {
            return Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
        }

        /** Less than zero is for ever. */
        private static boolean isShorter(long wanted, long actual) {
            return wanted >= 0 && (actual < 0 || wanted < actual);
        }
    }
}
