package io.sluice.connections.rest;

import io.sluice.connections.trial.TrialGate;
import io.sluice.connections.trial.TrialReport;
import io.sluice.connections.trial.Trials;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The test of a connection that is not stored, over HTTP. */
@Path("/connections/test")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Test")
public class DraftTrialResource {

    private final Drafts drafts;
    private final Trials trials;

    DraftTrialResource(Drafts drafts, Trials trials) {
        this.drafts = drafts;
        this.trials = trials;
    }

    /** Tests a draft. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "testDraft",
            summary = "Test a connection before it is created",
            description = "As for a stored connection. Nothing is saved, the credentials neither.")
    @APIResponse(
            responseCode = "200",
            description = "The report, whatever its verdict.",
            content = @Content(schema = @Schema(implementation = TrialReport.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(
            responseCode = "409",
            description = "A test of this application in this tenant is running.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "There were too many tests of this tenant; Retry-After says when the next is let in.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public TrialReport test(@Nullable ConnectionDraft draft) throws TrialGate.Refused, InterruptedException {
        if (draft == null) {
            throw new MissingBody();
        }
        DraftReader.NewConnection valid = drafts.create(draft);
        return trials.of(valid.details(), valid.credentials());
    }
}
