package io.sluice.connections.rest;

import io.sluice.connections.onboarding.Guide;
import io.sluice.connections.onboarding.GuideMarkdown;
import io.sluice.connections.onboarding.Onboarding;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.rotation.CredentialRotation;
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

/** The onboarding guide of a stored connection over HTTP. */
@Path("/connections/{id}/onboarding")
@RunOnVirtualThread
@Tag(name = "Onboarding", description = "What is to be done in a tenant, step by step.")
public class OnboardingResource {

    /** Markdown (RFC 7763). */
    static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final Connections connections;
    private final CredentialRotation rotation;

    OnboardingResource(Connections connections, CredentialRotation rotation) {
        this.connections = connections;
        this.rotation = rotation;
    }

    /** Returns the guide as JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(
            operationId = "getOnboardingGuide",
            summary = "Read what is to be done in the tenant",
            description =
                    "Registration, permissions, certificate, consent, roles and what to check, with the connection's"
                            + " own ids; as JSON, or as Markdown with 'Accept: text/markdown'.")
    @APIResponse(
            responseCode = "200",
            description = "The guide.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Guide.class)),
                @Content(mediaType = "text/markdown", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Guide json(@PathParam("id") String id) {
        return guide(id);
    }

    /** Returns the guide as Markdown. */
    @GET
    @Produces(MARKDOWN)
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(hidden = true)
    public String markdown(@PathParam("id") String id) {
        return GuideMarkdown.of(guide(id));
    }

    private Guide guide(String id) {
        RegisteredConnection connection = connections.get(ConnectionResource.uuid(id));
        return Onboarding.of(connection.details(), connection.id().toString(), rotation.of(connection));
    }
}
