package io.sluice.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.enrichment.EnrichmentSettings;
import io.sluice.enrichment.directory.DirectorySettings;
import io.sluice.poller.PollerConfig;
import io.sluice.poller.answer.RequestSettings;
import io.sluice.quarantine.QuarantineSettings;
import io.sluice.quarantine.evidence.EvidenceSettings;
import io.sluice.sentinel.SentinelSettings;
import io.sluice.sentinel.answer.QuestionSettings;
import io.sluice.simulator.settings.SimulatorSettings;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
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

/** Which environment variables are settings of a service that it minds when it starts. */
public final class ServiceSettings {

    private static final Map<String, List<Class<?>>> OWN = Map.ofEntries(
            Map.entry("connection-service", List.of(ConnectionServiceSettings.class)),
            Map.entry("incident-poller", List.of(PollerConfig.class, RequestSettings.class)),
            Map.entry("quarantine-fetcher", List.of(QuarantineSettings.class, EvidenceSettings.class)),
            Map.entry("sentinel-reader", List.of(SentinelSettings.class, QuestionSettings.class)),
            Map.entry("microsoft-simulator", List.of(SimulatorSettings.class)),
            Map.entry("enrichment-service", List.of(EnrichmentSettings.class, DirectorySettings.class)));

    /** SmallRye Config's own, where there are more settings; the JVM's; glibc's. */
    private static final Set<String> BELOW =
            Set.of("SMALLRYE_CONFIG_LOCATIONS", "JDK_JAVA_OPTIONS", "MALLOC_ARENA_MAX");

    /** Those that can run as an agent, which {@code SLUICE_AGENT} makes of them. */
    private static final Set<String> AGENTS = Set.of("incident-poller", "quarantine-fetcher", "sentinel-reader");

    private static final Set<String> QUARKUS = quarkus();
    private static final Set<String> KAFKA = kafka();

    private final List<ConfigClass> mappings;

    private final boolean canBeAgent;

    private ServiceSettings(List<ConfigClass> mappings, boolean canBeAgent) {
        this.mappings = mappings;
        this.canBeAgent = canBeAgent;
    }

    /** Returns those of a service, by the name of its module; of what is no service, those that all have. */
    public static ServiceSettings of(String service) {
        return new ServiceSettings(
                OWN.getOrDefault(service, List.of()).stream()
                        .map(ConfigClass::configClass)
                        .toList(),
                AGENTS.contains(service));
    }

    /** Says whether a variable is a setting. */
    public boolean knows(String variable) {
        if (variable.equals("SLUICE_AGENT")) {
            return canBeAgent;
        }
        if (variable.startsWith("SLUICE_")) {
            return mappings.stream()
                    .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream())
                    .anyMatch(property -> variable(property.replace("[*]", "")).equals(variable));
        }
        if (variable.startsWith("QUARKUS_")) {
            return QUARKUS.contains(variable);
        }
        return BELOW.contains(variable) || KAFKA.contains(variable);
    }

    /**
     * Returns the variables of the service's own settings that have neither a default nor are optional. The directory's
     * address follows from the service's own.
     */
    public Set<String> required() {
        return mappings.stream()
                .flatMap(mapping -> ConfigMappings.getProperties(mapping).entrySet().stream())
                .filter(property -> !property.getKey().contains("*"))
                .filter(property -> property.getValue().isLeaf()
                        && property.getValue().getMethod().getReturnType() != Optional.class
                        && !property.getValue().hasDefaultValue())
                .map(property -> variable(property.getKey()))
                .filter(name -> !name.equals("SLUICE_ENRICHMENT_DIRECTORY_CONNECTION_SERVICE_URL"))
                .collect(Collectors.toSet());
    }

    private static Set<String> kafka() {
        return Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> variable("kafka." + name))
                .collect(Collectors.toSet());
    }

    private static Set<String> quarkus() {
        ObjectMapper json = new ObjectMapper();
        Set<String> known = new HashSet<>();
        try {
            for (URL model : Collections.list(ServiceSettings.class
                    .getClassLoader()
                    .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (InputStream file = model.openStream()) {
                    collect(json.readTree(file), known);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return known;
    }

    /** Only what can be set when the service starts: what was decided when it was built is silently ignored then. */
    private static void collect(JsonNode node, Set<String> known) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            node.findValues("environmentVariable").forEach(name -> known.add(name.asText()));
        }
        node.forEach(child -> collect(child, known));
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
