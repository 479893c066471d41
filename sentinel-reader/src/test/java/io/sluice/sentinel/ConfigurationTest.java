package io.sluice.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sentinel.answer.QuestionSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings that ship are those that the README speaks of. */
class ConfigurationTest {

    @Test
    void theReadmeNamesEverySetting() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Stream.concat(
                        settings(SentinelSettings.class, "SLUICE_SENTINEL_"),
                        settings(QuestionSettings.class, "SLUICE_SENTINEL_QUESTIONS_")))
                .allSatisfy(setting -> assertThat(readme).contains("`" + setting + "`"));
    }

    private static Stream<String> settings(Class<?> mapping, String prefix) {
        return Arrays.stream(mapping.getMethods())
                .map(Method::getName)
                .map(name -> prefix + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }
}
