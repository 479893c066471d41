package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The Docker engine of this machine, if it has one, and this project's images in it. */
final class Docker {

    /** Apart from what a developer builds and runs, and from what other clones test on this engine. */
    static final String TAG = "drill-" + Clone.mark();

    static final String KAFKA = "apache/kafka:4.1.1";
    static final String POSTGRES = "postgres:17";

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static boolean imagesAreBuilt;
    private static String revision = "unknown";

    private Docker() {}

    /** Skips what is tested where there is no engine, and says so. */
    static void assumeEngine() throws IOException, InterruptedException {
        assumeTrue(
                Clone.hasProgram("docker")
                        && Clone.run(PATIENCE, Map.of(), "docker", "info").exitCode() == 0,
                "there is no Docker engine here: what runs in containers is not tested");
    }

    /** Images that are tested with what the JVM learned in a first run, which takes half a minute for each. */
    static final List<String> TRAINED = List.of("incident-poller", "cli");

    /** The others. */
    static final List<String> OTHERS = List.of(
            "connection-service", "quarantine-fetcher", "sentinel-reader", "enrichment-service", "microsoft-simulator");

    /** Builds the images of what this build has made, once. */
    static synchronized void buildImages() throws IOException, InterruptedException {
        if (!imagesAreBuilt) {
            revision = Clone.revision();
            build(TRAINED, TAG, true);
            build(OTHERS, TAG, false);
            imagesAreBuilt = true;
        }
    }

    /** Builds images, with what the JVM learns in a first run or without. */
    static void build(List<String> names, String tag, boolean trained) throws IOException, InterruptedException {
        Result images = Clone.sluice(
                Duration.ofMinutes(20),
                Map.of("SLUICE_TAG", tag, "SLUICE_AOT", Boolean.toString(trained)),
                Stream.concat(Stream.of("images"), names.stream()).toArray(String[]::new));
        assertThat(images.exitCode()).as(images.output() + images.errors()).isZero();
    }

    /** Returns the name of an image of this project. */
    static String image(String name) {
        return "sluice/" + name + ":" + TAG;
    }

    /** Returns the commit that the images were built of: whoever works beside the tests may be at another by now. */
    static synchronized String revision() {
        return revision;
    }

    /** Returns the name of the image that this project's images are built on. */
    static String baseImage() {
        String chosen = Objects.requireNonNullElse(System.getenv("SLUICE_BASE_IMAGE"), "");
        return chosen.isEmpty() ? "eclipse-temurin:25-jre" : chosen;
    }

    /** Runs a command that has to succeed, and returns what it prints. */
    static String run(String... arguments) throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new);
        Result done = Clone.run(PATIENCE, Map.of(), command);
        assertThat(done.exitCode())
                .as(String.join(" ", command) + done.errors())
                .isZero();
        return done.output();
    }

    /** Returns all that the engine knows about an image or a container. */
    static JsonNode inspect(String id) throws IOException, InterruptedException {
        return Stack.JSON.readTree(run("inspect", id)).get(0);
    }

    /**
     * Ends a process of this machine as the kernel does when memory runs out. {@code docker kill} would not do: what a
     * person ends by a command, the engine does not start again.
     */
    static void kill(long pid) throws IOException, InterruptedException {
        assertThat(pid).as("a process that runs").isGreaterThan(1);
        run(
                "run",
                "--rm",
                "--pid=host",
                "--network=none",
                "--user=0",
                "--entrypoint=sh",
                POSTGRES,
                "-c",
                "kill -9 " + pid);
    }
}
