package io.sluice.local.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import java.util.List;

/** Registers the simulator's tenants through the public API, as an operator would register customers. */
public final class DemoConnections {

    private final Ports ports;

    /** Takes the ports of the stack. */
    public DemoConnections(Ports ports) {
        this.ports = ports;
    }

    /**
     * Registers every tenant that has no connection yet.
     *
     * @return how many tenants there are
     */
    public int register() throws InterruptedException {
        List<SimulatedTenant> tenants = new ControlApi(ports).tenants();
        ConnectionsApi connections = new ConnectionsApi(ports);
        for (SimulatedTenant tenant : tenants) {
            connections.create(connection(tenant));
        }
        return tenants.size();
    }

    private ObjectNode connection(SimulatedTenant tenant) {
        String microsoft = Ports.http(ports.simulator()).toString();
        ObjectNode connection = Json.MAPPER.createObjectNode();
        connection.put("name", tenant.name());
        connection.put("tenantId", tenant.tenantId());
        connection.put("tenantDomain", tenant.domain());
        connection.put("cloud", "commercial");
        connection.putObject("baseUrls").put("login", microsoft).put("defender", microsoft);
        connection.put("clientId", tenant.clientId());
        connection.put("clientSecret", tenant.clientSecret());
        connection.put("enabled", true);
        connection.put("pollInterval", "PT5S");
        connection.putObject("capabilities").putObject("defenderIncidents").put("initialLookback", "P1D");
        return connection;
    }
}
