package io.sluice.local.home;

import io.sluice.local.UserError;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one stack, all on the loopback address.
 *
 * @param offset what is added to each default, so that several stacks can run side by side
 */
public record Ports(int offset) {

    /** The environment variable that sets the offset. */
    public static final String VARIABLE = "SLUICE_PORT_OFFSET";

    /** The address at which everything listens: a demo with well-known secrets has no business on a network. */
    public static final String HOST = "127.0.0.1";

    private static final int HIGHEST = 65_535 - 19_093;

    /** Refuses an offset that would leave the range of ports. */
    public Ports {
        if (offset < 0 || offset > HIGHEST) {
            throw new UserError(VARIABLE + " must be a whole number from 0 to " + HIGHEST + ", not " + offset + ".");
        }
    }

    /** Reads the offset from the environment variable's value; none means zero. */
    public static Ports from(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return new Ports(0);
        }
        try {
            return new Ports(Integer.parseInt(value.strip()));
        } catch (NumberFormatException e) {
            throw new UserError(
                    VARIABLE + " must be a whole number from 0 to " + HIGHEST + ", not '" + value + "'.", e);
        }
    }

    /** Returns the port of the simulator's Microsoft surfaces. */
    public int simulator() {
        return 18_480 + offset;
    }

    /** Returns the port of the simulator's control API. */
    public int simulatorControl() {
        return 18_481 + offset;
    }

    /** Returns the port of connection-service's API. */
    public int connectionService() {
        return 18_482 + offset;
    }

    /** Returns the port of connection-service's health and metrics. */
    public int connectionServiceManagement() {
        return 18_492 + offset;
    }

    /** Returns the port of incident-poller's health and metrics. */
    public int incidentPollerManagement() {
        return 18_493 + offset;
    }

    /** Returns the port of quarantine-fetcher's API, where evidence is downloaded. */
    public int quarantineFetcher() {
        return 18_484 + offset;
    }

    /** Returns the port of quarantine-fetcher's health and metrics. */
    public int quarantineFetcherManagement() {
        return 18_494 + offset;
    }

    /** Returns the port of sentinel-reader's health and metrics. */
    public int sentinelReaderManagement() {
        return 18_495 + offset;
    }

    /** Returns the port of enrichment-service's health and metrics. */
    public int enrichmentServiceManagement() {
        return 18_496 + offset;
    }

    /** Returns the port of Kafka for clients. */
    public int kafka() {
        return 19_092 + offset;
    }

    /** Returns the port of Kafka's controller, for the broker itself. */
    public int kafkaController() {
        return 19_093 + offset;
    }

    /** Returns the port of PostgreSQL. */
    public int postgres() {
        return 15_432 + offset;
    }

    /** Returns what Kafka clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + kafka();
    }

    /** Returns the address of one of the ports for a socket. */
    public static InetSocketAddress socket(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
    }

    /** Returns the address of one of the ports over HTTP, without a path. */
    public static URI http(int port) {
        return URI.create("http://localhost:" + port);
    }

    /** Returns every port with the name of what listens there, in the order of the parts. */
    public Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("Kafka", kafka());
        all.put("Kafka's controller", kafkaController());
        all.put("PostgreSQL", postgres());
        all.put("the simulator", simulator());
        all.put("the simulator's control API", simulatorControl());
        all.put("connection-service", connectionService());
        all.put("connection-service's health", connectionServiceManagement());
        all.put("incident-poller's health", incidentPollerManagement());
        all.put("quarantine-fetcher", quarantineFetcher());
        all.put("quarantine-fetcher's health", quarantineFetcherManagement());
        all.put("sentinel-reader's health", sentinelReaderManagement());
        all.put("enrichment-service's health", enrichmentServiceManagement());
        return all;
    }
}
