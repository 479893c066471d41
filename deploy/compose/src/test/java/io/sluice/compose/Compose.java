package io.sluice.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The compose file at the root, with its merges done, and what it is about. */
final class Compose {

    private static final Path ROOT = Path.of("..", "..");

    static final JsonNode FILE = read();

    private Compose() {}

    /** The project's own services: the modules that Quarkus runs. */
    static List<String> services() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> Files.exists(properties(module)))
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode service(String name) {
        return FILE.path("services").path(name);
    }

    static Properties settings(String service) {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(properties(ROOT.resolve(service)))) {
            settings.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return settings;
    }

    private static Path properties(Path module) {
        return module.resolve("src/main/resources/application.properties");
    }

    private static JsonNode read() {
        try (Reader file = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
            return new ObjectMapper().valueToTree(new Yaml().load(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
