package io.sluice.connections.rest;

import io.sluice.connections.registry.Connections;
import io.sluice.connections.status.ConnectionReport;
import io.sluice.connections.status.ConnectionStates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a connection fares, over HTTP. */
@Path("/connections/{id}/status")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Status", description = "How connections fare.")
public class StatusResource {

    private final Connections connections;
    private final ConnectionStates states;

    StatusResource(Connections connections, ConnectionStates states) {
        this.connections = connections;
        this.states = states;
    }

    /** Shows how a connection fares. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST, Roles.SERVICE})
    @Operation(
            operationId = "getConnectionStatus",
            summary = "See how a connection fares",
            description = "As a whole and capability by capability: the state, since when, the last success, the lag,"
                    + " what is wrong and what to do about it, and when credentials expire.")
    @APIResponse(
            responseCode = "200",
            description = "How it fares.",
            content = @Content(schema = @Schema(implementation = ConnectionReport.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public ConnectionReport get(@PathParam("id") String id) {
        return states.of(connections.get(ConnectionResource.uuid(id)));
    }
}
