package io.sluice.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.poller.answer.RequestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings that ship are those that the code and the README speak of. */
class ConfigurationTest {

    @Test
    void thePollerWaitsForEveryTopicThatItUses() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/application.properties"))) {
            properties.load(file);
        }

        assertThat(properties.getProperty("quarkus.kafka-streams.topics").split(",", -1))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                Topics.CONNECTIONS,
                                Topics.RAW_INCIDENTS,
                                Topics.RAW_ALERTS,
                                Topics.INCIDENTS,
                                Topics.ALERTS,
                                Topics.DEAD_LETTERS,
                                Topics.CONNECTION_STATUS)
                        .map(Topic::name)
                        .toList());
    }

    @Test
    void theReadmeNamesEverySetting() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Stream.concat(
                        settings(PollerConfig.class, "SLUICE_POLLER_"),
                        settings(RequestSettings.class, "SLUICE_POLLER_REQUESTS_")))
                .filteredOn(setting -> !setting.contains("QUOTA"))
                .allSatisfy(setting -> assertThat(readme).contains("`" + setting + "`"));
    }

    private static Stream<String> settings(Class<?> mapping, String prefix) {
        return Arrays.stream(mapping.getMethods())
                .map(Method::getName)
                .map(name -> prefix + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }
}
