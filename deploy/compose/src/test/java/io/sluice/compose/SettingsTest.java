package io.sluice.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.settings.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each variable that the compose file sets is a setting of the service that gets it, and can be set when it starts. */
class SettingsTest {

    /** Whom the simulator's tokens are for: as at Entra ID, the id of Sluice's own registration. */
    private static final String SIMULATED = "5a1ce000-0000-4000-8000-0000000000aa";

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

    @ParameterizedTest
    @MethodSource("services")
    void whomTokensAreForCanBeSaidWhereverItCounts(String service) {
        Properties settings = Compose.settings(service);

        boolean checksTokens = settings.containsKey("quarkus.oidc.token.audience");
        assertThat(variable(service, "QUARKUS_OIDC_TOKEN_AUDIENCE"))
                .isEqualTo(withDefault("SLUICE_AUDIENCE", checksTokens ? SIMULATED : null));
        assertThat(variable(service, "QUARKUS_OIDC_CLIENT_SCOPES"))
                .isEqualTo(withDefault("SLUICE_SCOPE", settings.getProperty("quarkus.oidc-client.scopes")));
    }

    /** What the compose file sets for a setting that a service has; nothing for one that it does not have. */
    private static String withDefault(String name, @Nullable String value) {
        return value == null ? "" : "${" + name + ":-" + value + "}";
    }

    private static String variable(String service, String name) {
        return Compose.service(service).path("environment").path(name).asText();
    }

    private static List<String> variables(String service) {
        List<String> names = new ArrayList<>();
        Compose.service(service).path("environment").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
