package io.sluice.local.check;

import io.sluice.local.home.Ports;
import io.sluice.local.topic.KafkaAddress;
import java.net.URI;

/**
 * Where a system that reads a simulator is: what has to be asked to compare it with the truth.
 *
 * @param kafka where its topics are
 * @param simulator the simulator's Microsoft surfaces, which give tokens too
 * @param control the simulator's control API, which knows the truth
 * @param connectionService its connection-service
 * @param incidentPoller where incident-poller tells its metrics
 * @param sentinelReader where sentinel-reader tells its metrics
 */
public record Whereabouts(
        KafkaAddress kafka, URI simulator, URI control, URI connectionService, URI incidentPoller, URI sentinelReader) {

    /** Returns where a local stack has them. */
    public static Whereabouts of(Ports ports) {
        return new Whereabouts(
                KafkaAddress.of(ports),
                Ports.http(ports.simulator()),
                Ports.http(ports.simulatorControl()),
                Ports.http(ports.connectionService()),
                Ports.http(ports.incidentPollerManagement()),
                Ports.http(ports.sentinelReaderManagement()));
    }
}
