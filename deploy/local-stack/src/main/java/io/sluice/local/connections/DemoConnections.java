package io.sluice.local.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Registers the simulator's tenants through the public API, as an operator would register customers: incidents,
 * Sentinel and the directory are read with a client secret, quarantine with a certificate that connection-service makes
 * and the operator uploads.
 */
public final class DemoConnections {

    /** The connection that examples name: the first tenant once more, for questions alone, without any secret. */
    public static final String DEMO = "demo";

    /** Which of the tenants has its incidents read through Microsoft Graph, the others through the Defender XDR API. */
    private static final int THROUGH_GRAPH = 2;

    /**
     * The first tenants have quarantine, Sentinel and the directory as well. A key pair costs a second, and a benchmark
     * may have many tenants.
     */
    private static final int WITH_ALL = 3;

    private final String address;
    private final ControlApi microsoft;
    private final ConnectionsApi connections;

    /**
     * Takes what is to know of each other.
     *
     * @param address where services find the simulator
     * @param microsoft the simulator's control API
     * @param connections where the connections are registered
     */
    public DemoConnections(URI address, ControlApi microsoft, ConnectionsApi connections) {
        this.address = address.toString();
        this.microsoft = microsoft;
        this.connections = connections;
    }

    /** Takes the ports of the stack. */
    public DemoConnections(Ports ports) {
        this(Ports.http(ports.simulator()), new ControlApi(ports), new ConnectionsApi(ports));
    }

    /**
     * Registers every tenant that has no connection yet, with all that the demo shows. What is there already is left as
     * it is.
     *
     * @return how many connections there are
     */
    public int register() throws InterruptedException {
        List<SimulatedTenant> tenants = microsoft.tenants();
        List<Registration> registrations = new ArrayList<>();
        for (SimulatedTenant tenant : tenants) {
            ObjectNode draft = forIncidents(tenant);
            boolean all = registrations.size() < WITH_ALL;
            if (registrations.size() == THROUGH_GRAPH) {
                draft.withObject("/baseUrls").put("graph", address);
                draft.withObject("/capabilities/defenderIncidents").put("source", "graph");
            }
            if (all) {
                addSentinel(draft, tenant).put("initialLookback", "P1D");
                addQuarantine(draft);
                addDirectory(draft);
                draft.putObject("credentialUse")
                        .put("default", "client-secret")
                        .putObject("capabilities")
                        .put("quarantine", "certificate");
            }
            registrations.add(new Registration(tenant, draft, all));
        }
        if (!tenants.isEmpty()) {
            ObjectNode demo = draft(DEMO, tenants.getFirst());
            addQuarantine(demo);
            addDirectory(demo);
            // The tenant's other connection reads the incidents and alerts.
            addSentinel(demo, tenants.getFirst()).put("source", "none");
            demo.withObject("/baseUrls").put("defender", address); // for who asks for incidents
            registrations.add(new Registration(tenants.getFirst(), demo, true));
        }
        all(registrations);
        return registrations.size();
    }

    /** Registers these tenants, as far as they have no connection yet, for incidents alone. */
    public void registerForIncidents(List<SimulatedTenant> tenants) throws InterruptedException {
        for (SimulatedTenant tenant : tenants) {
            connections.create(forIncidents(tenant));
        }
    }

    /** The same, as an operator does it who says nothing about when they are polled: as it is by default. */
    public void registerForIncidentsByDefault(List<SimulatedTenant> tenants) throws InterruptedException {
        for (SimulatedTenant tenant : tenants) {
            ObjectNode draft = forIncidents(tenant);
            draft.remove("pollInterval");
            connections.create(draft);
        }
    }

    /**
     * Registers every tenant that has no connection yet, for incidents and alerts of Defender and Sentinel.
     *
     * @param lookback how far back the first reading goes
     */
    public void registerForFindings(Duration lookback) throws InterruptedException {
        for (SimulatedTenant tenant : microsoft.tenants()) {
            ObjectNode draft = forIncidents(tenant);
            draft.withObject("/capabilities/defenderIncidents").put("initialLookback", lookback.toString());
            addSentinel(draft, tenant).put("initialLookback", lookback.toString());
            connections.create(draft);
        }
    }

    /** A connection that is to be registered. */
    private record Registration(SimulatedTenant tenant, ObjectNode draft, boolean hasCertificate) {}

    /** All at once, because each key pair takes a second. */
    private void all(List<Registration> registrations) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Registration registration : registrations) {
                running.add(threads.submit(() -> {
                    register(registration);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException("A connection could not be registered", e);
            }
        }
    }

    private void register(Registration registration) throws InterruptedException {
        if (connections.create(registration.draft()) && registration.hasCertificate()) {
            certify(
                    registration.tenant(),
                    connections.id(registration.draft().path("name").asText()));
        }
    }

    /** Uploads the connection's certificate to its app registration, and tries it. */
    private void certify(SimulatedTenant tenant, String connectionId) throws InterruptedException {
        String credentials = "/connections/" + connectionId + "/credentials";
        for (JsonNode credential : ConnectionsApi.done(
                        connections.send("GET", credentials), "does not list the credentials")
                .json()
                .path("items")) {
            if (credential.path("kind").asText().equals("certificate")) {
                String path = credentials + "/" + credential.path("id").asText();
                byte[] certificate = ConnectionsApi.done(
                                connections.read(path + "/certificate.cer", "*/*"), "does not give the certificate")
                        .body();
                microsoft.uploadCertificate(tenant, certificate);
                ConnectionsApi.done(connections.send("POST", path + "/activate"), "did not put the certificate to use");
            }
        }
    }

    private ObjectNode forIncidents(SimulatedTenant tenant) {
        ObjectNode connection = draft(tenant.name(), tenant);
        connection.put("clientSecret", tenant.clientSecret());
        connection.put("pollInterval", "PT5S");
        connection.withObject("/baseUrls").put("defender", address);
        connection.withObject("/capabilities").putObject("defenderIncidents").put("initialLookback", "P1D");
        return connection;
    }

    private void addQuarantine(ObjectNode connection) {
        connection.withObject("/baseUrls").put("exchange", address);
        connection.withObject("/capabilities").putObject("quarantine");
        connection.putObject("certificate").putObject("generate");
    }

    private void addDirectory(ObjectNode connection) {
        connection.withObject("/baseUrls").put("graph", address).put("endpoint", address);
        connection.withObject("/capabilities").putObject("directoryContext");
    }

    private ObjectNode addSentinel(ObjectNode connection, SimulatedTenant tenant) {
        connection
                .withObject("/baseUrls")
                .put("logAnalytics", address)
                .put("resourceManager", address)
                .put("graph", address);
        return connection
                .withObject("/capabilities")
                .putObject("sentinel")
                .put("subscriptionId", tenant.subscriptionId())
                .put("resourceGroup", tenant.resourceGroup())
                .put("workspaceId", tenant.workspaceId())
                .put("workspaceName", tenant.workspaceName());
    }

    private ObjectNode draft(String name, SimulatedTenant tenant) {
        ObjectNode connection = Json.MAPPER.createObjectNode();
        connection.put("name", name);
        connection.put("tenantId", tenant.tenantId());
        connection.put("tenantDomain", tenant.domain());
        connection.put("cloud", "commercial");
        connection.put("clientId", tenant.clientId());
        connection.put("enabled", true);
        connection.putObject("baseUrls").put("login", address);
        connection.putObject("capabilities");
        return connection;
    }
}
