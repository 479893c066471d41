package io.sluice.connections.rest;

import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.trial.TrialGate;
import io.sluice.connections.trial.TrialReport;
import io.sluice.connections.trial.Trials;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The test of a stored connection over HTTP. */
@Path("/connections/{id}/test")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RunOnVirtualThread
@Tag(name = "Test", description = "What works through a connection, what does not, and what to do about it.")
public class TrialResource {

    private final Connections connections;
    private final Trials trials;

    TrialResource(Connections connections, Trials trials) {
        this.connections = connections;
        this.trials = trials;
    }

    /** Tests a connection. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "testConnection",
            summary = "Test a connection",
            description = "For each capability: gets a new token, names missing and excessive permissions, makes a call"
                    + " that reads next to nothing, and says what every answer means. Nothing is changed. A disabled"
                    + " connection can be tested.")
    @APIResponse(
            responseCode = "200",
            description = "The report, whatever its verdict.",
            content = @Content(schema = @Schema(implementation = TrialReport.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "A test of this connection is running.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "There were too many tests of this tenant; Retry-After says when the next is let in.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public TrialReport test(@PathParam("id") String id) throws TrialGate.Refused, InterruptedException {
        RegisteredConnection connection = connections.get(ConnectionResource.uuid(id));
        try (LogFields _ = LogFields.of(connection)) {
            return trials.of(connection);
        }
    }
}
