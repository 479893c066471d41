package io.sluice.connections.rest;

import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.credentials.PublicCertificate;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.rotation.CredentialRotation;
import io.sluice.connections.rotation.CredentialRotation.Result;
import io.sluice.connections.rotation.RotationException.NoSuchCredential;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A connection's credentials over HTTP: what may be known of them, and their rotation. */
@Path("/connections/{id}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Credentials", description = "The secrets and certificates of connections, and their rotation.")
public class CredentialResource {

    /** The media type of a certificate in DER (RFC 2585). */
    private static final String CERTIFICATE = "application/pkix-cert";

    private final Connections connections;
    private final CredentialRotation rotation;
    private final ConnectionServiceSettings settings;
    private final InstantSource clock;

    CredentialResource(
            Connections connections,
            CredentialRotation rotation,
            ConnectionServiceSettings settings,
            InstantSource clock) {
        this.connections = connections;
        this.rotation = rotation;
        this.settings = settings;
        this.clock = clock;
    }

    /** Lists a connection's credentials. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(operationId = "listCredentials", summary = "List a connection's credentials")
    @APIResponse(
            responseCode = "200",
            description = "The credentials, the active ones first.",
            content = @Content(schema = @Schema(implementation = CredentialView.Items.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public CredentialView.Items list(@PathParam("id") String id) {
        RegisteredConnection connection = connections.get(ConnectionResource.uuid(id));
        return new CredentialView.Items(
                rotation.of(connection).stream().map(CredentialView::of).toList());
    }

    /** Stores a credential beside the others. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "stageCredential",
            summary = "Store a credential beside those in use",
            description = "It is used only after it was activated. A certificate that the service makes is uploaded to"
                    + " the app registration in between.")
    @APIResponse(
            responseCode = "201",
            description = "Stored; its state is staged.",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "One of its kind waits already.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Response stage(@PathParam("id") String id, @Nullable CredentialDraft draft, @Context UriInfo uri) {
        if (draft == null) {
            throw new MissingBody();
        }
        UUID connectionId = ConnectionResource.uuid(id);
        NewCredential wanted = new CredentialReader(settings.certificates(), clock, new Violations()).one(draft);
        Result staged = rotation.stage(connectionId, wanted);
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(staged.credential().id().toString())
                        .build())
                .entity(CredentialView.of(staged.credential()))
                .build();
    }

    /** Shows a credential. */
    @GET
    @Path("/{credential}")
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(operationId = "getCredential", summary = "Read what may be known of a credential")
    @APIResponse(
            responseCode = "200",
            description = "The credential.",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public CredentialView get(@PathParam("id") String id, @PathParam("credential") String credential) {
        return CredentialView.of(rotation.get(ConnectionResource.uuid(id), uuid(credential)));
    }

    /** Corrects what is known of a client secret. */
    @PATCH
    @Path("/{credential}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "describeCredential",
            summary = "Say what is known of a client secret, without its value",
            description =
                    "Entra ID does not tell when a secret expires. What is absent stays; a changed end is warned of"
                            + " anew.")
    @APIResponse(
            responseCode = "200",
            description = "The credential.",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "422",
            description = "It is a certificate, which says itself when it expires.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public CredentialView describe(
            @PathParam("id") String id, @PathParam("credential") String credential, @Nullable CredentialPatch patch) {
        if (patch == null) {
            throw new MissingBody();
        }
        var description = new CredentialReader(settings.certificates(), clock, new Violations()).description(patch);
        return CredentialView.of(rotation.describe(
                        ConnectionResource.uuid(id), uuid(credential), description.secretId(), description.expiresAt())
                .credential());
    }

    /** Downloads a certificate. */
    @GET
    @Path("/{credential}/certificate.cer")
    @Produces(CERTIFICATE)
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(
            operationId = "downloadCertificate",
            summary = "Download the public certificate (DER), to upload to the app registration")
    @APIResponse(
            responseCode = "200",
            description = "The certificate.",
            content =
                    @Content(
                            mediaType = CERTIFICATE,
                            schema = @Schema(implementation = String.class, format = "binary")))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response cer(@PathParam("id") String id, @PathParam("credential") String credential) {
        return download(id, credential, CERTIFICATE, ".cer");
    }

    /** Downloads a certificate as text. */
    @GET
    @Path("/{credential}/certificate.pem")
    @Produces("application/x-pem-file")
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(operationId = "downloadCertificateAsPem", summary = "Download the public certificate (PEM)")
    @APIResponse(
            responseCode = "200",
            description = "The certificate.",
            content = @Content(mediaType = "application/x-pem-file", schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response pem(@PathParam("id") String id, @PathParam("credential") String credential) {
        return download(id, credential, "application/x-pem-file", ".pem");
    }

    /** Tries a credential and uses it from then on. */
    @POST
    @Path("/{credential}/activate")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "activateCredential",
            summary = "Try a credential and use it from then on",
            description =
                    "A token is asked for with it for each capability's interface. If Entra ID gives none, nothing"
                            + " changes, and the answer says why. Else it becomes the active one, and the one before it is kept"
                            + " as previous.")
    @APIResponse(
            responseCode = "200",
            description = "It is active.",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "The connection was changed meanwhile.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "422", ref = "Microsoft")
    @APIResponse(responseCode = "429", ref = "Microsoft")
    @APIResponse(responseCode = "503", ref = "Microsoft")
    public CredentialView activate(@PathParam("id") String id, @PathParam("credential") String credential) {
        return CredentialView.of(
                rotation.activate(ConnectionResource.uuid(id), uuid(credential)).credential());
    }

    /** Goes back to the credential before. */
    @POST
    @Path("/rollback")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "rollBackCredential",
            summary = "Go back to the credential that was in use before",
            description = "It is tried like any other before it is used.")
    @APIResponse(
            responseCode = "200",
            description = "It is active again.",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "There is no previous one.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "422", ref = "Microsoft")
    public CredentialView rollBack(
            @PathParam("id") String id,
            @Parameter(
                            description = "Which of them: client-secret or certificate.",
                            schema = @Schema(enumeration = {"client-secret", "certificate"}))
                    @QueryParam("kind")
                    @Nullable
                    String kind) {
        UUID connectionId = ConnectionResource.uuid(id);
        Optional<CredentialKind> wanted = Optional.ofNullable(kind).flatMap(CredentialKind::named);
        if (wanted.isEmpty()) {
            Violations violations = new Violations();
            violations.add("kind", "is required in the query: kind=client-secret or kind=certificate");
            violations.refuse();
        }
        return CredentialView.of(
                rotation.rollBack(connectionId, wanted.orElseThrow()).credential());
    }

    /** Deletes a credential. */
    @DELETE
    @Path("/{credential}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "deleteCredential", summary = "Delete a credential that is not in use")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "The connection signs in with it, and nothing else is known to work.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public void delete(@PathParam("id") String id, @PathParam("credential") String credential) {
        rotation.delete(ConnectionResource.uuid(id), uuid(credential));
    }

    private Response download(String id, String credentialId, String mediaType, String suffix) {
        RegisteredConnection connection = connections.get(ConnectionResource.uuid(id));
        Credential credential = rotation.get(connection.id(), uuid(credentialId));
        PublicCertificate certificate = credential.certificate();
        if (certificate == null) {
            throw new NoSuchCredential(credentialId);
        }
        Object content = suffix.equals(".pem") ? certificate.pem() : certificate.der();
        String file = "sluice-" + connection.details().name().replaceAll("[^A-Za-z0-9._-]+", "-") + suffix;
        return Response.ok(content, mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    private static UUID uuid(String id) {
        return Pasted.guid(id).map(UUID::fromString).orElseThrow(() -> new NoSuchCredential(id));
    }
}
