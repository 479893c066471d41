package io.sluice.connections.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connections.onboarding.Guide;
import io.sluice.connections.onboarding.GuideMarkdown;
import io.sluice.connections.onboarding.Onboarding;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The onboarding guide of a connection that is not stored, over HTTP. */
@Path("/connections/onboarding")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Onboarding")
public class DraftOnboardingResource {

    /** Stands for an application that is not registered yet. */
    private static final String NO_APPLICATION = "00000000-0000-0000-0000-000000000000";

    private static final String CLIENT_ID = "clientId";

    private final Drafts drafts;
    private final ObjectMapper mapper;

    DraftOnboardingResource(Drafts drafts, ObjectMapper mapper) {
        this.drafts = drafts;
        this.mapper = mapper;
    }

    /** Returns the guide as JSON. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(
            operationId = "getOnboardingGuideOfDraft",
            summary = "Read what is to be done in a tenant before there is a connection",
            description =
                    "Needs no credential, and no clientId as long as the application is not registered. Nothing is"
                            + " saved. As JSON, or as Markdown with 'Accept: text/markdown'.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ConnectionDraft.class)))
    @APIResponse(
            responseCode = "200",
            description = "The guide.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Guide.class)),
                @Content(mediaType = "text/markdown", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Guide json(@Nullable ObjectNode draft) throws JsonProcessingException {
        return guide(draft);
    }

    /** Returns the guide as Markdown. */
    @POST
    @Produces(OnboardingResource.MARKDOWN)
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(hidden = true)
    public String markdown(@Nullable ObjectNode draft) throws JsonProcessingException {
        return GuideMarkdown.of(guide(draft));
    }

    private Guide guide(@Nullable ObjectNode body) throws JsonProcessingException {
        if (body == null) {
            throw new MissingBody();
        }
        boolean registered = !body.path(CLIENT_ID).asText("").isBlank();
        if (!registered) {
            body.put(CLIENT_ID, NO_APPLICATION);
        }
        ConnectionDraft draft = mapper.treeToValue(body, ConnectionDraft.class);
        return Onboarding.ofDraft(drafts.replace(draft).details(), registered);
    }
}
