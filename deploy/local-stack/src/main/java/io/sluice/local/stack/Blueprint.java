package io.sluice.local.stack;

import static java.util.Map.entry;

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
 * @param quarantineFetcher the reader of quarantined mail
 * @param sentinelReader the reader of Sentinel
 * @param enrichmentService the finder of investigations
 */
record Blueprint(
        KafkaBroker kafka,
        Postgres postgres,
        Service simulator,
        Service connectionService,
        Service incidentPoller,
        Service quarantineFetcher,
        Service sentinelReader,
        Service enrichmentService) {

    /**
     * Plans a stack.
     *
     * @param settings what all services are told besides; environment variables
     */
    static Blueprint of(Home home, Ports ports, Map<String, String> settings) {
        Postgres postgres = new Postgres(home, ports);
        String simulator = Ports.http(ports.simulator()).toString();
        String connectionService = Ports.http(ports.connectionService()).toString();
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
                        Service.Turn.FIRST,
                        Map.of("QUARKUS_HTTP_PORT", Integer.toString(ports.simulator())),
                        settings,
                        false),
                new Service(
                        home,
                        "connection-service",
                        ports.connectionService(),
                        ports.connectionServiceManagement(),
                        160,
                        Service.Turn.FIRST,
                        Map.ofEntries(
                                entry("QUARKUS_HTTP_PORT", Integer.toString(ports.connectionService())),
                                entry("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl()),
                                entry("QUARKUS_DATASOURCE_USERNAME", Postgres.USER),
                                entry("QUARKUS_DATASOURCE_PASSWORD", Postgres.PASSWORD),
                                entry("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers()),
                                entry("QUARKUS_OIDC_AUTH_SERVER_URL", identityProvider),
                                entry("QUARKUS_OIDC_TOKEN_AUDIENCE", PlatformTenant.AUDIENCE),
                                entry("SLUICE_CONNECTIONS_KEYSET_FILE", in(home, "connections-keyset.json")),
                                entry("SLUICE_CONNECTIONS_KEYSET_CREATE", "true"),
                                entry("SLUICE_CONNECTIONS_ALLOWED_BASE_URLS", simulator)),
                        settings,
                        true),
                new Service(
                        home,
                        "incident-poller",
                        ports.incidentPollerManagement(),
                        ports.incidentPollerManagement(),
                        160,
                        Service.Turn.FIRST,
                        Map.ofEntries(
                                entry("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers()),
                                entry("SLUICE_POLLER_CONNECTION_SERVICE_URL", connectionService),
                                entry("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", identityProvider),
                                entry("QUARKUS_OIDC_CLIENT_CLIENT_ID", Role.SERVICE.clientId()),
                                entry("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Role.SERVICE.clientSecret()),
                                entry("SLUICE_POLLER_STATE_DIRECTORY", in(home, "incident-poller")),
                                // Often, so that ./sluice check need not wait for what settles.
                                entry("SLUICE_POLLER_SETTLING_INTERVAL", "PT30S"),
                                entry("SLUICE_POLLER_STATE_REPLICAS", "1")),
                        settings,
                        true),
                new Service(
                        home,
                        "quarantine-fetcher",
                        ports.quarantineFetcher(),
                        ports.quarantineFetcherManagement(),
                        256,
                        Service.Turn.FIRST,
                        Map.ofEntries(
                                entry("QUARKUS_HTTP_PORT", Integer.toString(ports.quarantineFetcher())),
                                entry("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers()),
                                entry("QUARKUS_OIDC_AUTH_SERVER_URL", identityProvider),
                                entry("QUARKUS_OIDC_TOKEN_AUDIENCE", PlatformTenant.AUDIENCE),
                                entry("SLUICE_QUARANTINE_CONNECTION_SERVICE_URL", connectionService),
                                entry("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", identityProvider),
                                entry("QUARKUS_OIDC_CLIENT_CLIENT_ID", Role.SERVICE.clientId()),
                                entry("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Role.SERVICE.clientSecret()),
                                entry("SLUICE_QUARANTINE_EVIDENCE_FOLDER", in(home, "evidence")),
                                entry("SLUICE_QUARANTINE_EVIDENCE_KEYSET_FILE", in(home, "evidence-keyset.json")),
                                entry("SLUICE_QUARANTINE_EVIDENCE_KEYSET_CREATE", "true"),
                                entry(
                                        "SLUICE_QUARANTINE_EVIDENCE_PUBLIC_URL",
                                        Ports.http(ports.quarantineFetcher()).toString())),
                        settings,
                        true),
                new Service(
                        home,
                        "sentinel-reader",
                        ports.sentinelReaderManagement(),
                        ports.sentinelReaderManagement(),
                        256,
                        Service.Turn.FIRST,
                        Map.ofEntries(
                                entry("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers()),
                                entry("SLUICE_SENTINEL_CONNECTION_SERVICE_URL", connectionService),
                                entry("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", identityProvider),
                                entry("QUARKUS_OIDC_CLIENT_CLIENT_ID", Role.SERVICE.clientId()),
                                entry("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Role.SERVICE.clientSecret()),
                                entry("SLUICE_SENTINEL_STATE_DIRECTORY", in(home, "sentinel-reader")),
                                // Often, so that ./sluice check need not wait for what settles.
                                entry("SLUICE_SENTINEL_SETTLING_INTERVAL", "PT30S"),
                                entry("SLUICE_SENTINEL_STATE_REPLICAS", "1")),
                        settings,
                        true),
                new Service(
                        home,
                        "enrichment-service",
                        ports.enrichmentServiceManagement(),
                        ports.enrichmentServiceManagement(),
                        256,
                        // On a laptop the readers come first: what they miss is gone, what is correlated later is not.
                        Service.Turn.LAST,
                        Map.ofEntries(
                                entry("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers()),
                                entry("SLUICE_ENRICHMENT_CONNECTION_SERVICE_URL", connectionService),
                                entry("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", identityProvider),
                                entry("QUARKUS_OIDC_CLIENT_CLIENT_ID", Role.SERVICE.clientId()),
                                entry("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Role.SERVICE.clientSecret()),
                                entry("SLUICE_ENRICHMENT_STATE_DIRECTORY", in(home, "enrichment-service")),
                                entry("SLUICE_ENRICHMENT_STREAM_THREADS", "1"),
                                entry("SLUICE_ENRICHMENT_PAUSE", "PT0.3S"),
                                entry("SLUICE_ENRICHMENT_STATE_REPLICAS", "1")),
                        settings,
                        true));
    }

    private static String in(Home home, String name) {
        return home.data().resolve(name).toString();
    }

    /**
     * Returns the parts in groups: those of a group start together, a group starts when the one before it is ready.
     *
     * @param only the names of the parts that are wanted; none means all
     */
    List<List<Part>> waves(Set<String> only) {
        List<List<Part>> all = List.of(
                List.of(kafka, postgres, simulator),
                List.of(connectionService, incidentPoller, quarantineFetcher, sentinelReader, enrichmentService));
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
