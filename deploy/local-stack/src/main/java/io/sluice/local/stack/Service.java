package io.sluice.local.stack;

import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.process.Spawner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of Sluice's own services, run from the jar that the build made, told by environment variables where the others
 * are.
 *
 * @param home the clone
 * @param name the service's and its module's name
 * @param port where it serves
 * @param managementPort where it tells its health
 * @param megabytes its largest heap
 * @param turn when it gets the processor, where there is not enough for all
 * @param environment what it is told
 * @param settings what it is told besides, stronger than the environment
 * @param isReplaceable whether another process can simply take its place
 */
record Service(
        Home home,
        String name,
        int port,
        int managementPort,
        int megabytes,
        Turn turn,
        Map<String, String> environment,
        Map<String, String> settings,
        boolean isReplaceable)
        implements Part {

    /** When a service gets the processor, where there is not enough for all. */
    enum Turn {
        FIRST,
        LAST
    }

    Service {
        environment = Map.copyOf(environment);
        settings = Map.copyOf(settings);
    }

    @Override
    public Mark start() throws IOException {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("QUARKUS_HTTP_HOST", Ports.HOST);
        all.put("QUARKUS_MANAGEMENT_HOST", Ports.HOST);
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        // The test profile of a developer's shell has no place in a packaged application.
        all.put("QUARKUS_PROFILE", "prod");
        // Otherwise glibc keeps tens of megabytes for threads that allocate a little.
        all.put("MALLOC_ARENA_MAX", "2");
        all.putAll(settings);
        List<String> command = new ArrayList<>(
                switch (turn) {
                    case FIRST -> List.of();
                    case LAST -> List.of("nice", "-n", "10");
                });
        command.addAll(JavaCommand.of(
                home,
                megabytes,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                home.serviceJar(name).toString()));
        return Spawner.spawn(command, all, home.log(name));
    }

    @Override
    public boolean isReady() {
        return Health.isReady(managementPort);
    }
}
