package io.sluice.connections.rest;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.ConnectionPage;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.Precondition;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.registry.RegistryException.NoSuchConnection;
import io.sluice.connections.registry.RegistryException.TenantIsFixed;
import io.sluice.connections.status.ConnectionStates;
import io.sluice.connections.trial.TrialGate;
import io.sluice.connections.trial.TrialReport;
import io.sluice.connections.trial.Trials;
import io.sluice.connections.trial.Verdict;
import io.sluice.contracts.connection.Capability;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Connections over HTTP. */
@Path("/connections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Connections", description = "Connections to Microsoft tenants.")
public class ConnectionResource {

    private final Connections connections;
    private final Drafts drafts;
    private final Trials trials;
    private final ConnectionStates states;

    ConnectionResource(Connections connections, Drafts drafts, Trials trials, ConnectionStates states) {
        this.connections = connections;
        this.drafts = drafts;
        this.trials = trials;
        this.states = states;
    }

    /** Creates a connection. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "createConnection", summary = "Create a connection")
    @Parameter(
            name = "test",
            in = ParameterIn.QUERY,
            description = "Whether to test it first, as POST /connections/test does, and to save it only if that does"
                    + " not fail.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @APIResponse(
            responseCode = "201",
            description = "Created. It is published to the topic of connections at once.",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where it is.",
                        schema = @Schema(implementation = String.class)),
                @Header(name = "ETag", description = "Its revision.", schema = @Schema(implementation = String.class))
            },
            content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "409", ref = "NameTaken")
    @APIResponse(
            responseCode = "422",
            description = "The test that was wanted has failed; `report` says why. Nothing was saved.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "There were too many tests of this tenant; Retry-After says when the next is let in.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Response create(@Nullable ConnectionDraft draft, @Context UriInfo uri)
            throws TrialGate.Refused, InterruptedException {
        boolean testFirst = testFirst(uri);
        DraftReader.NewConnection valid = drafts.create(required(draft));
        if (testFirst) {
            refuseFailed(trials.of(valid.details(), valid.credentials()));
        }
        RegisteredConnection created = connections.create(valid.details(), valid.credentials());
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(created.id().toString())
                        .build())
                .header(HttpHeaders.ETAG, etag(created))
                .entity(ConnectionView.of(created, states))
                .build();
    }

    /** Lists connections. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST, Roles.SERVICE})
    @Operation(
            operationId = "listConnections",
            summary = "List connections by name",
            description =
                    "Those that fit all filters, some at a time. Follow the link with the relation next, or send the"
                            + " member next as cursor; connections that are created or deleted meanwhile disturb nothing.")
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "The name, whatever the case of its letters; * stands for any characters.",
            example = "contoso*",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "tenantId",
            in = ParameterIn.QUERY,
            description = "The directory (tenant) id.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "cloud",
            in = ParameterIn.QUERY,
            description = "Microsoft's cloud.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"commercial", "gcc", "gcc-high", "dod", "china"}))
    @Parameter(
            name = "enabled",
            in = ParameterIn.QUERY,
            description = "Whether it is enabled.",
            schema = @Schema(implementation = Boolean.class))
    @Parameter(
            name = "capability",
            in = ParameterIn.QUERY,
            description = "A capability that is switched on; given several times, all of them.",
            schema = @Schema(implementation = Capability.class))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "How it fares as a whole.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"disabled", "starting", "healthy", "degraded", "failing"}))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "The largest number of connections of one answer, from 1 to 1000.",
            schema = @Schema(implementation = Integer.class, defaultValue = "100"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The member next of the answer before.",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "Connections.",
            headers =
                    @Header(
                            name = "Link",
                            description = "The address of the next answer, with rel=\"next\"; absent at the end.",
                            schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = ConnectionView.Items.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.read(uri.getQueryParameters(), states::in);
        ConnectionPage page = connections.page(query.filter(), query.after(), query.limit());
        Response.ResponseBuilder answer = Response.ok(new ConnectionView.Items(
                page.connections().stream()
                        .map(connection -> ConnectionView.of(connection, states))
                        .toList(),
                page.next().map(ListQuery::cursor).orElse(null)));
        page.next().ifPresent(after -> answer.link(ListQuery.next(uri, after), "next"));
        return answer.build();
    }

    /** Shows a connection. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST, Roles.SERVICE})
    @Operation(operationId = "getConnection", summary = "Read a connection")
    @APIResponse(
            responseCode = "200",
            description = "The connection.",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its revision.",
                            schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response get(@PathParam("id") String id) {
        return shown(connections.get(uuid(id)));
    }

    /** Replaces a connection. */
    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "replaceConnection",
            summary = "Replace a connection",
            description = "Every absent member gets its default, but for clientSecret and enabled, which stay. A"
                    + " replacement that changes nothing leaves the revision alone.")
    @Parameter(
            name = "test",
            in = ParameterIn.QUERY,
            description = "Whether to test it first, as POST /connections/test does, and to save it only if that does"
                    + " not fail.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "Replaced.",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its revision.",
                            schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "NameTaken")
    @APIResponse(responseCode = "412", ref = "Stale")
    @APIResponse(
            responseCode = "422",
            description = "The tenant of a connection cannot be changed; or the test that was wanted has failed, and"
                    + " `report` says why. Nothing was saved.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "428",
            description = "If-Match is missing.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "There were too many tests of this tenant; Retry-After says when the next is let in.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Response replace(
            @PathParam("id") String id,
            @Parameter(description = "The ETag of what was read, or *.") @HeaderParam(HttpHeaders.IF_MATCH) @Nullable
                    String ifMatch,
            @Nullable ConnectionDraft draft,
            @Context UriInfo uri)
            throws TrialGate.Refused, InterruptedException {
        boolean testFirst = testFirst(uri);
        Precondition precondition = IfMatch.parse(ifMatch).orElseThrow(PreconditionRequired::new);
        DraftReader.Replacement valid = drafts.replace(required(draft));
        Precondition tested = testFirst ? tested(uuid(id), precondition, valid) : precondition;
        RegisteredConnection changed = connections.replace(uuid(id), tested, valid::over, valid.credentials());
        return shown(changed);
    }

    /**
     * Tests what a connection would become, without holding anything of the database meanwhile.
     *
     * @return lets only the revision pass that the test began with
     */
    private Precondition tested(UUID id, Precondition precondition, DraftReader.Replacement replacement)
            throws TrialGate.Refused, InterruptedException {
        RegisteredConnection present = connections.get(id);
        precondition.check(present.revision());
        ConnectionDetails details = replacement.over(present.details());
        // Before the test: the stored credentials are for their own tenant, and no other's sign-in is to see them.
        if (!details.tenantId().equals(present.details().tenantId())) {
            throw new TenantIsFixed(present.details().tenantId());
        }
        try (LogFields _ = LogFields.of(present)) {
            refuseFailed(trials.of(present, details, replacement.credentials()));
        }
        return new Precondition.OneOf(Set.of(present.revision()));
    }

    private static boolean testFirst(UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), Set.of("test"));
        boolean wanted = reader.flag("test").orElse(false);
        reader.refuse();
        return wanted;
    }

    private static void refuseFailed(TrialReport report) {
        if (report.verdict() == Verdict.FAILED) {
            throw new TestFailed(report);
        }
    }

    /** Deletes a connection. */
    @DELETE
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "deleteConnection", summary = "Delete a connection with its credentials")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "412", ref = "Stale")
    public void delete(
            @PathParam("id") String id,
            @Parameter(description = "The ETag of what was read; optional.")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable
                    String ifMatch) {
        Precondition precondition = IfMatch.parse(ifMatch).orElse(new Precondition.Any());
        connections.delete(uuid(id), precondition);
    }

    /** Enables a connection. */
    @POST
    @Path("/{id}/enable")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "enableConnection", summary = "Enable a connection")
    @APIResponse(
            responseCode = "200",
            description = "It is enabled.",
            content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response enable(@PathParam("id") String id) {
        return enabled(id, true);
    }

    /** Disables a connection. */
    @POST
    @Path("/{id}/disable")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "disableConnection", summary = "Disable a connection: nothing is read, no token is issued")
    @APIResponse(
            responseCode = "200",
            description = "It is disabled.",
            content = @Content(schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response disable(@PathParam("id") String id) {
        return enabled(id, false);
    }

    private Response enabled(String id, boolean enabled) {
        RegisteredConnection changed =
                connections.replace(uuid(id), new Precondition.Any(), present -> present.enabled(enabled), List.of());
        return shown(changed);
    }

    private Response shown(RegisteredConnection connection) {
        return Response.ok(ConnectionView.of(connection, states))
                .header(HttpHeaders.ETAG, etag(connection))
                .build();
    }

    private static String etag(RegisteredConnection connection) {
        return "\"" + connection.revision() + "\"";
    }

    /** Reads an id as people paste it; what is no GUID is the id of no connection. */
    static UUID uuid(String id) {
        return Pasted.guid(id).map(UUID::fromString).orElseThrow(() -> new NoSuchConnection(id));
    }

    private static ConnectionDraft required(@Nullable ConnectionDraft draft) {
        if (draft == null) {
            throw new MissingBody();
        }
        return draft;
    }
}
