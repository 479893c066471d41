package io.sluice.local.topic;

import io.sluice.local.home.Ports;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Which Kafka is meant, and what any client has to know to use it.
 *
 * @param settings settings that all of Kafka's clients have, such as {@code bootstrap.servers} and
 *     {@code security.protocol}
 */
public record KafkaAddress(Map<String, Object> settings) {

    /** Copies the settings. */
    public KafkaAddress {
        settings = Map.copyOf(settings);
    }

    /** Returns the Kafka of the local stack. */
    public static KafkaAddress of(Ports ports) {
        return of(Map.of(), ports.bootstrapServers());
    }

    /**
     * Returns the Kafka that variables such as {@code KAFKA_BOOTSTRAP_SERVERS} and {@code KAFKA_SASL_MECHANISM} name,
     * as for the services.
     *
     * @param otherwise where it is if no variable says so
     */
    public static KafkaAddress of(Map<String, String> environment, String otherwise) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, otherwise);
        for (String name : AdminClientConfig.configNames()) {
            String value =
                    environment.get("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
            if (value != null && !value.isBlank()) {
                settings.put(name, value);
            }
        }
        return new KafkaAddress(settings);
    }

    /** Returns where it is, for people. */
    public String servers() {
        return String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Returns the settings of one kind of client: those that lead to this Kafka, and its own. */
    public Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }
}
