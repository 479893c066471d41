package io.sluice.simulator.scenario;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads scenarios from the application and from a folder. */
public final class ScenarioFiles {

    /** The scenarios that come with the simulator, by the name of their file. */
    private static final List<String> BUILT_IN = List.of(
            "phishing.yaml",
            "token-theft.yaml",
            "malware.yaml",
            "lateral-movement.yaml",
            "exfiltration.yaml",
            "noise-antivirus.yaml",
            "noise-impossible-travel.yaml",
            "noise-reported-mail.yaml",
            "noise-admin-script.yaml",
            "noise-mass-download.yaml");

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ScenarioFiles() {}

    /**
     * Reads all scenarios, ordered by the names of their files.
     *
     * @param builtIn whether those that come with the simulator are among them
     * @param folder further ones; a file there replaces the built-in one of the same name
     */
    public static List<Scenario> read(boolean builtIn, Optional<Path> folder) {
        TreeMap<String, Scenario> scenarios = new TreeMap<>();
        if (builtIn) {
            for (String name : BUILT_IN) {
                try (InputStream in = ScenarioFiles.class.getResourceAsStream("/scenarios/" + name)) {
                    if (in == null) {
                        throw new IllegalStateException("The built-in scenario " + name + " is missing");
                    }
                    scenarios.put(name, parse(name, in));
                } catch (IOException e) {
                    throw new IllegalArgumentException("Scenario " + name + " cannot be read", e);
                }
            }
        }
        folder.ifPresent(path -> {
            for (Path file : yamlFiles(path)) {
                String name = String.valueOf(file.getFileName());
                try (InputStream in = Files.newInputStream(file)) {
                    scenarios.put(name, parse(name, in));
                } catch (IOException e) {
                    throw new IllegalArgumentException("Scenario " + file + " cannot be read", e);
                }
            }
        });
        return List.copyOf(scenarios.values());
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("The scenario folder " + folder + " cannot be read", e);
        }
    }

    /** Reads one scenario; the name of the file is for messages. */
    public static Scenario parse(String file, InputStream in) throws IOException {
        try {
            return YAML.readValue(in, Scenario.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Scenario " + file + " is not right: " + e.getOriginalMessage()
                            + (e.getLocation() == null
                                    ? ""
                                    : " (line " + e.getLocation().getLineNr() + ")"),
                    e);
        }
    }
}
