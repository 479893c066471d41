package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One more process of a service beside the stack's own, as an operator who scales out would have it. */
final class FurtherInstance {

    private final Process process;

    private FurtherInstance(Process process) {
        this.process = process;
    }

    /**
     * Starts an instance and waits until it is ready.
     *
     * @param settings environment variables
     */
    static FurtherInstance of(String service, int managementPort, Map<String, String> settings, File log)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = Clone.root().resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-Xmx192m", "-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().putAll(settings);
        builder.environment().put("QUARKUS_PROFILE", "prod");
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        FurtherInstance instance = new FurtherInstance(builder.start());
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(http.send(
                                            HttpRequest.newBuilder(URI.create(
                                                            "http://localhost:" + managementPort + "/q/health/ready"))
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                            .isEqualTo(200));
        }
        return instance;
    }

    /** Ends it as an operator who scales in does. */
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
