package io.sluice.local.topic;

import io.sluice.contracts.topic.Topic;
import java.util.List;
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
     * Another value of a setting.
     *
     * @param name the setting's, as Kafka calls it
     * @param actual what the cluster says; empty if it says nothing
     * @param wanted what the contract says
     */
    record Setting(Topic topic, String name, String actual, String wanted) implements TopicDifference {

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

        private static List<String> policies(String value) {
            return List.of(value.split(",", -1));
        }

        /** Less than zero is for ever. */
        private static boolean isShorter(long wanted, long actual) {
            return wanted >= 0 && (actual < 0 || wanted < actual);
        }
    }
}
