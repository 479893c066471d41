package io.sluice.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.enrichment.EnrichmentSettings;
import io.sluice.enrichment.directory.DirectorySettings;
import io.sluice.poller.PollerConfig;
import io.sluice.quarantine.QuarantineSettings;
import io.sluice.quarantine.evidence.EvidenceSettings;
import io.sluice.sentinel.SentinelSettings;
import io.sluice.sentinel.answer.QuestionSettings;
import io.sluice.simulator.settings.SimulatorSettings;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each variable that the compose file sets is a setting of the service that gets it, and can be set when it starts. */
class SettingsTest {

    private static final Map<String, List<Class<?>>> OWN = Map.ofEntries(
            Map.entry("connection-service", List.of(ConnectionServiceSettings.class)),
            Map.entry("incident-poller", List.of(PollerConfig.class)),
            Map.entry("quarantine-fetcher", List.of(QuarantineSettings.class, EvidenceSettings.class)),
            Map.entry("sentinel-reader", List.of(SentinelSettings.class, QuestionSettings.class)),
            Map.entry("microsoft-simulator", List.of(SimulatorSettings.class)),
            Map.entry("enrichment-service", List.of(EnrichmentSettings.class, DirectorySettings.class)));

    /** SmallRye Config's own: where there are more settings. */
    private static final Set<String> BELOW = Set.of("SMALLRYE_CONFIG_LOCATIONS");

    private static final Set<String> QUARKUS = new HashSet<>();

    static List<String> services() {
        return Compose.services();
    }

    @BeforeAll
    static void readWhatQuarkusKnows() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (URL model : Collections.list(SettingsTest.class
                .getClassLoader()
                .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
            try (InputStream file = model.openStream()) {
                collect(json.readTree(file));
            }
        }
        assertThat(QUARKUS).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachVariableIsASetting(String service) {
        assertThat(variables(service))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known(service, name)).as(name).isTrue());
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatAServiceCannotDoWithoutIsSet(String service) {
        assertThat(variables(service)).containsAll(required(service));
    }

    private static List<String> variables(String service) {
        List<String> names = new ArrayList<>();
        Compose.service(service).path("environment").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean known(String service, String name) {
        if (name.startsWith("SLUICE_")) {
            return own(service).contains(name);
        }
        if (name.startsWith("QUARKUS_")) {
            return QUARKUS.contains(name);
        }
        return BELOW.contains(name) || kafka().contains(name);
    }

    private static Set<String> own(String service) {
        return mappings(service)
                .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream())
                .map(property -> variable(property.replace("[*]", "")))
                .collect(Collectors.toSet());
    }

    /** What has neither a default nor is optional. The directory's address follows from the service's own. */
    private static Set<String> required(String service) {
        return mappings(service)
                .flatMap(mapping -> ConfigMappings.getProperties(mapping).entrySet().stream())
                .filter(property -> !property.getKey().contains("*"))
                .filter(property -> property.getValue().isLeaf()
                        && property.getValue().getMethod().getReturnType() != Optional.class
                        && !property.getValue().hasDefaultValue())
                .map(property -> variable(property.getKey()))
                .filter(name -> !name.equals("SLUICE_ENRICHMENT_DIRECTORY_CONNECTION_SERVICE_URL"))
                .collect(Collectors.toSet());
    }

    private static Stream<ConfigClass> mappings(String service) {
        return OWN.getOrDefault(service, List.of()).stream().map(ConfigClass::configClass);
    }

    private static Set<String> kafka() {
        return Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> variable("kafka." + name))
                .collect(Collectors.toSet());
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Only what can be set when the service starts: what was decided when it was built is silently ignored then. */
    private static void collect(JsonNode node) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            node.findValues("environmentVariable").forEach(name -> QUARKUS.add(name.asText()));
        }
        node.forEach(SettingsTest::collect);
    }
}
