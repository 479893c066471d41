package io.sluice.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.settings.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each variable that the compose file sets is a setting of the service that gets it, and can be set when it starts. */
class SettingsTest {

    static List<String> services() {
        return Compose.services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachVariableIsASetting(String service) {
        ServiceSettings settings = ServiceSettings.of(service);

        assertThat(variables(service))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(settings.knows(name)).as(name).isTrue());
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatAServiceCannotDoWithoutIsSet(String service) {
        assertThat(variables(service)).containsAll(ServiceSettings.of(service).required());
    }

    private static List<String> variables(String service) {
        List<String> names = new ArrayList<>();
        Compose.service(service).path("environment").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
