package io.sluice.connections.rest;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.connections.audit.Audit;
import io.sluice.connections.audit.CredentialUses;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.registry.RegistryException;
import io.sluice.connections.rest.Problem.Violation;
import io.sluice.connections.tokens.TokenAnswer;
import io.sluice.connections.tokens.TokenIssuer;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.token.AccessToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Access tokens over HTTP, for the other services. */
@Path("/connections/{id}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Tokens", description = "Access tokens for connections; for Sluice's own services.")
public class TokenResource {

    /** The form of the resources that Entra ID knows: an address, an application's id URI, or its id. */
    private static final Pattern RESOURCE = Pattern.compile(
            "(https|api)://[A-Za-z0-9._~:/-]{1,200}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final String DEFAULT_SCOPE = "/.default";

    private final Connections connections;
    private final TokenIssuer issuer;
    private final CredentialUses uses;
    private final SecurityIdentity caller;

    TokenResource(Connections connections, TokenIssuer issuer, CredentialUses uses, SecurityIdentity caller) {
        this.caller = caller;
        this.connections = connections;
        this.issuer = issuer;
        this.uses = uses;
    }

    /** Which token is wanted. */
    @Schema(description = "Which token is wanted.", requiredProperties = "resource")
    public record TokenRequest(
            @Schema(description = "What the token is for.", examples = "https://api.security.microsoft.com") @Nullable
            String resource,

            @Schema(
                    description = "Whether Microsoft has refused the last token, so that a new one is needed. It is"
                            + " obeyed at most once in some seconds.",
                    defaultValue = "false")
            @Nullable
            Boolean forceRefresh) {}

    /** A token that was issued. It does not print itself. */
    @Schema(description = "An access token.")
    public record IssuedToken(
            @Schema(description = "What goes into the header Authorization, after 'Bearer'.")
            String accessToken,

            @Schema(description = "Until when Microsoft accepts it.")
            Instant expiresAt) {

        @Override
        public String toString() {
            return "IssuedToken[expiresAt=" + expiresAt + "]";
        }
    }

    /** Issues a token. */
    @POST
    @RolesAllowed({Roles.SERVICE, Roles.AGENT})
    @Operation(
            operationId = "issueToken",
            summary = "Get an access token for a connection",
            description = "Answered from memory while a token is fresh. Failures that only an operator can repair are"
                    + " remembered for a while, and a throttled tenant is left alone as long as Microsoft wants. The"
                    + " role service gets any connection's; the roles agent and agent.NAME together those of the"
                    + " connections with that agent's label.")
    @APIResponse(
            responseCode = "200",
            description = "The token.",
            content = @Content(schema = @Schema(implementation = IssuedToken.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "The connection is disabled.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "429", ref = "Microsoft")
    @APIResponse(responseCode = "502", ref = "Microsoft")
    @APIResponse(responseCode = "503", ref = "Microsoft")
    public Response issue(@PathParam("id") String id, @Nullable TokenRequest request) throws MicrosoftException {
        String resource = resource(request);
        boolean refresh = request != null && Boolean.TRUE.equals(request.forceRefresh());
        RegisteredConnection connection = connections.get(ConnectionResource.uuid(id));
        if (!isForCaller(connection)) {
            uses.remembered(connection, resource, "forbidden", "it is not the caller's");
            throw new ForbiddenException("The connection is not served by this agent");
        }
        try (LogFields _ = LogFields.of(connection)) {
            TokenAnswer answer = issuer.issue(connection, resource, refresh);
            return switch (answer) {
                case TokenAnswer.Issued given -> {
                    write(
                            connection,
                            resource,
                            Audit.DONE,
                            answer,
                            given.token().expiresAt().toString());
                    yield issued(given.token());
                }
                case TokenAnswer.Refused refused -> {
                    MicrosoftFailure failure = refused.failure();
                    write(connection, resource, failure.kind(), answer, failure.message());
                    throw new MicrosoftException(refused.failure());
                }
            };
        } catch (RegistryException.ConnectionDisabled disabled) {
            uses.remembered(connection, resource, "disabled", "disabled in revision " + connection.revision());
            throw disabled;
        }
    }

    /** An agent's services get tokens for the connections with its label, and for no others. */
    private boolean isForCaller(RegisteredConnection connection) {
        String agent = connection.details().agent();
        return caller.hasRole(Roles.SERVICE) || (agent != null && caller.hasRole(Roles.ofAgent(agent)));
    }

    private void write(
            RegisteredConnection connection, String resource, String outcome, TokenAnswer answer, String what) {
        if (answer.fromMemory()) {
            uses.remembered(connection, resource, outcome, what);
        } else {
            uses.asked(connection, resource, outcome, what);
        }
    }

    private static Response issued(AccessToken token) {
        CacheControl noStore = new CacheControl();
        noStore.setNoStore(true);
        return Response.ok(new IssuedToken(token.value(), token.expiresAt()))
                .cacheControl(noStore)
                .build();
    }

    private static String resource(@Nullable TokenRequest request) {
        if (request == null) {
            throw new MissingBody();
        }
        String text = request.resource() == null ? "" : request.resource().strip();
        String resource =
                text.endsWith(DEFAULT_SCOPE) ? text.substring(0, text.length() - DEFAULT_SCOPE.length()) : text;
        if (!RESOURCE.matcher(resource).matches()) {
            throw new InvalidBody(List.of(new Violation(
                    "resource", "must be the resource of one token, such as https://api.security.microsoft.com")));
        }
        return resource;
    }
}
