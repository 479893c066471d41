package io.sluice.local.stack;

import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.identity.PlatformTenant;
import io.sluice.local.identity.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All the parts of a stack, each told where the others are.
 *
 * @param kafka the broker
 * @param postgres the database server
 * @param simulator the stand-in for Microsoft, which is also the identity provider
 * @param connectionService the owner of connections and credentials
 * @param incidentPoller the reader of incidents
 */
record Blueprint(
        KafkaBroker kafka, Postgres postgres, Service simulator, Service connectionService, Service incidentPoller) {

    static Blueprint of(Home home, Ports ports) {
        Postgres postgres = new Postgres(home, ports);
        String simulator = Ports.http(ports.simulator()).toString();
        String identityProvider = PlatformTenant.issuer(ports).toString();
        return new Blueprint(
                new KafkaBroker(home, ports),
                postgres,
                new Service(
                        home,
                        "microsoft-simulator",
                        ports.simulator(),
                        ports.simulatorControl(),
                        384,
                        Map.of("QUARKUS_HTTP_PORT", Integer.toString(ports.simulator())),
                        false),
                new Service(
                        home,
                        "connection-service",
                        ports.connectionService(),
                        ports.connectionServiceManagement(),
                        256,
                        Map.of(
                                "QUARKUS_HTTP_PORT",
                                Integer.toString(ports.connectionService()),
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                postgres.jdbcUrl(),
                                "QUARKUS_DATASOURCE_USERNAME",
                                Postgres.USER,
                                "QUARKUS_DATASOURCE_PASSWORD",
                                "",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                ports.bootstrapServers(),
                                "QUARKUS_OIDC_AUTH_SERVER_URL",
                                identityProvider,
                                "SLUICE_CONNECTIONS_KEYSET_FILE",
                                home.data().resolve("connections-keyset.json").toString(),
                                "SLUICE_CONNECTIONS_KEYSET_CREATE",
                                "true",
                                "SLUICE_CONNECTIONS_ALLOWED_BASE_URLS",
                                simulator),
                        true),
                new Service(
                        home,
                        "incident-poller",
                        ports.incidentPollerManagement(),
                        ports.incidentPollerManagement(),
                        256,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers(),
                                "SLUICE_POLLER_CONNECTION_SERVICE_URL",
                                        Ports.http(ports.connectionService()).toString(),
                                "QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", identityProvider,
                                "QUARKUS_OIDC_CLIENT_CLIENT_ID", Role.SERVICE.clientId(),
                                "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Role.SERVICE.clientSecret(),
                                "SLUICE_POLLER_STATE_DIRECTORY",
                                        home.data().resolve("incident-poller").toString(),
                                "SLUICE_POLLER_STATE_REPLICAS", "1"),
                        true));
    }

    /**
     * Returns the parts in groups: those of a group start together, a group starts when the one before it is ready.
     *
     * @param only the names of the parts that are wanted; none means all
     */
    List<List<Part>> waves(Set<String> only) {
        List<List<Part>> all = List.of(List.of(kafka, postgres, simulator), List.of(connectionService, incidentPoller));
        List<String> names = all.stream().flatMap(List::stream).map(Part::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new UserError("There is no part '" + name + "'; the parts are " + String.join(", ", names) + ".");
            }
        }
        return all.stream()
                .map(wave -> wave.stream()
                        .filter(part -> only.isEmpty() || only.contains(part.name()))
                        .toList())
                .filter(wave -> !wave.isEmpty())
                .toList();
    }
}
