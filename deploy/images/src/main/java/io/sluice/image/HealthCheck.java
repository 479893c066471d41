package io.sluice.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks the service in the same container whether it is ready: the {@code HEALTHCHECK} of the images, which have neither
 * curl nor need a shell. Exit code 0 if it is, 1 if not. Of the ways that Java has to ask, this one loads the fewest
 * classes; it is done every ten seconds.
 */
public final class HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** What there is room for in what Docker keeps of a health check. */
    private static final int LONGEST = 2_000;

    private HealthCheck() {}

    /** Asks at the port that the service's own setting names. */
    public static void main(String[] arguments) {
        System.exit(exitCode(Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT"))));
    }

    /** Returns 0 if what listens at a port says that it is ready; says otherwise why it is not, and returns 1. */
    static int exitCode(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                return 0;
            }
            try (InputStream body = connection.getErrorStream()) {
                if (body != null) {
                    System.out.println(new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            System.out.println("Nothing answers at port " + port + ": " + e.getMessage());
        }
        return 1;
    }
}
