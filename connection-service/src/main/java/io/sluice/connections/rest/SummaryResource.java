package io.sluice.connections.rest;

import io.sluice.connections.status.ConnectionStates;
import io.sluice.connections.status.FleetSummary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All connections at one glance, over HTTP. */
@Path("/connections/summary")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Status", description = "How connections fare.")
public class SummaryResource {

    private static final int MOST = 500;

    private final ConnectionStates states;

    SummaryResource(ConnectionStates states) {
        this.states = states;
    }

    /** Shows all connections at one glance. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST, Roles.SERVICE})
    @Operation(
            operationId = "summarizeConnections",
            summary = "See how all connections fare",
            description = "How many are in which state, those in trouble with the reason and the remedy, the worst"
                    + " first, and those whose credentials expire within 30 days.")
    @APIResponse(
            responseCode = "200",
            description = "All connections at one glance.",
            content = @Content(schema = @Schema(implementation = FleetSummary.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @Parameter(
            name = "worst",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20", minimum = "0", maximum = "500"),
            description = "How many connections in trouble, and how many whose credentials expire, are named at most.")
    public FleetSummary get(@Context UriInfo uri) {
        QueryReader query = new QueryReader(uri.getQueryParameters(), Set.of("worst"));
        int most = query.number("worst", 0, MOST, 20);
        query.refuse();
        return states.summary(most);
    }
}
