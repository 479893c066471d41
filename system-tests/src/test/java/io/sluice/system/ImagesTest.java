package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator, a registry and a scanner want to know of an image is in it. */
class ImagesTest {

    private static final long MEGABYTE = 1 << 20;

    @BeforeAll
    static void buildImages() throws Exception {
        Docker.assumeEngine();
        Docker.buildImages();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection-service",
                "incident-poller",
                "quarantine-fetcher",
                "sentinel-reader",
                "enrichment-service",
                "microsoft-simulator",
                "cli"
            })
    void anImageSaysWhatItIsAndWhatItIsMadeOf(String name) throws Exception {
        JsonNode config = Docker.inspect(Docker.image(name)).path("Config");

        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("Entrypoint").path(0).asText()).isEqualTo("java");
        assertThat(config.at("/Healthcheck/Test").toString()).contains("HealthCheck");
        JsonNode labels = config.path("Labels");
        assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo(name);
        assertThat(labels.path("org.opencontainers.image.description").asText()).endsWith(": " + name);
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo(Clone.version());
        assertThat(labels.path("org.opencontainers.image.revision").asText()).isEqualTo(Docker.revision());
        assertThat(labels.path("org.opencontainers.image.base.name").asText()).isEqualTo(Docker.baseImage());
        JsonNode parts = parts(name);
        assertThat(parts.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(parts.path("components"))
                .extracting(part -> part.path("name").asText())
                .contains("jackson-databind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection-service", "enrichment-service"})
    void aChangeOfCodeShipsLittle(String name) throws Exception {
        List<Long> layers = Docker.run(
                        "history",
                        "--human=false",
                        "--no-trunc",
                        "--format",
                        "{{.Size}} {{.CreatedBy}}",
                        Docker.image(name))
                .lines()
                .filter(line -> line.contains("COPY"))
                .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
                .toList();

        // The newest first: what the JVM is told or has learned, the jar that is run and the parts list, the
        // application, what Quarkus makes, own libraries.
        assertThat(layers.get(0)).isLessThan(140 * MEGABYTE);
        assertThat(layers.subList(1, 5).stream().mapToLong(Long::longValue).sum())
                .isLessThan(6 * MEGABYTE);
        assertThat(layers.get(5)).isGreaterThan(30 * MEGABYTE);
    }

    @ParameterizedTest
    @FieldSource("io.sluice.system.Docker#TRAINED")
    void theJvmCanUseWhatItLearnedWhileTheImageWasBuilt(String name) throws Exception {
        assertCanUseWhatItLearned(Docker.image(name));
    }

    @Test
    @Tag("drill")
    void everyImageCanHaveWhatItsJvmLearned() throws Exception {
        String tag = Docker.TAG + "-trained";
        Docker.build(Docker.OTHERS, tag, true);
        for (String name : Docker.OTHERS) {
            assertCanUseWhatItLearned("sluice/" + name + ":" + tag);
        }
    }

    private static void assertCanUseWhatItLearned(String image) throws Exception {
        // "on" lets the JVM end where it cannot; it ends then before it says which version it is.
        String version = Docker.run(
                "run",
                "--rm",
                "--network=none",
                "--entrypoint=java",
                image,
                "@/sluice/start/options",
                "-XX:AOTMode=on",
                "-cp",
                "/sluice/run.jar",
                "--version");

        assertThat(version).startsWith("openjdk");
    }

    private static JsonNode parts(String image) throws IOException, InterruptedException {
        return Stack.JSON.readTree(Docker.run(
                "run", "--rm", "--network=none", "--entrypoint=cat", Docker.image(image), "/sluice/sbom.json"));
    }
}
