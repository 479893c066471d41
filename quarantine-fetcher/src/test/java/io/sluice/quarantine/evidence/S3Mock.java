package io.sluice.quarantine.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adobe's S3Mock in a process of its own, with one empty bucket; the same for all tests of this process. */
final class S3Mock {

    static final String BUCKET = "evidence";

    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports? (\\d+)");
    private static final AtomicReference<@Nullable URI> RUNNING = new AtomicReference<>();

    private S3Mock() {}

    /** Returns where it is. */
    static synchronized URI endpoint() throws IOException {
        URI running = RUNNING.get();
        if (running == null) {
            running = start();
            RUNNING.set(running);
        }
        return running;
    }

    /** On free ports; what it says tells which. */
    private static URI start() throws IOException {
        Path root = Files.createTempDirectory("sluice-s3mock");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("target", "s3mock", "s3mock.jar").toString(),
                        "--server.ssl.enabled=false",
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.httpPort=0",
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.root=" + root)
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                URI endpoint = URI.create("http://127.0.0.1:" + started.group(1));
                // Its first answer takes long, and who asks next waits seconds only.
                try (InputStream list =
                        endpoint.resolve("/" + BUCKET + "?list-type=2").toURL().openStream()) {
                    list.readAllBytes();
                }
                return endpoint;
            }
            said.append(line).append('\n');
        }
        throw new IOException("S3Mock did not start:\n" + said);
    }
}
