package io.sluice.enrichment.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The settings that ship are those that the README speaks of. */
class DirectorySettingsTest {

    @Test
    void theReadmeNamesEverySetting() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Arrays.stream(DirectorySettings.class.getMethods())
                        .map(Method::getName)
                        .map(name -> "SLUICE_ENRICHMENT_DIRECTORY_"
                                + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT)))
                .allSatisfy(setting -> assertThat(readme).contains("`" + setting + "`"));
    }
}
