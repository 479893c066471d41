package io.sluice.connections.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connections.audit.Audit;
import io.sluice.connections.registry.ConnectionFilter;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.rest.FleetExport.Recipient;
import io.sluice.connections.rest.FleetReader.Entry;
import io.sluice.connections.rest.FleetReader.Malformed;
import io.sluice.connections.rest.Problem.Violation;
import io.sluice.connections.sealing.RecipientKey;
import io.sluice.connections.sealing.SealingKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Many connections at once over HTTP, so that a fleet can be kept in Git. */
@Path("/connections")
@RunOnVirtualThread
@Tag(name = "Fleet", description = "Many connections at once.")
public class FleetResource {

    static final String YAML = "application/yaml";

    private final FleetReader reader;
    private final FleetApply apply;
    private final FleetExport export;
    private final SealingKeys keys;
    private final Audit audit;

    FleetResource(FleetReader reader, FleetApply apply, FleetExport export, SealingKeys keys, Audit audit) {
        this.reader = reader;
        this.apply = apply;
        this.export = export;
        this.keys = keys;
        this.audit = audit;
    }

    /** For whom credentials are sealed. */
    @Schema(description = "For whom credentials are sealed.", requiredProperties = "encryptTo")
    public record ExportRequest(
            @Schema(
                    description =
                            "A public key: a JWK, or PEM in a string (RSA of 2048 bits or more, or an elliptic curve"
                                    + " of NIST); or \"service\", for this service's own key.",
                    examples = "service")
            @Nullable
            JsonNode encryptTo) {}

    /** Applies a list of connections. */
    @POST
    @Path("/apply")
    @Consumes({MediaType.APPLICATION_JSON, YAML, "application/x-yaml", "text/yaml", "text/x-yaml"})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "applyConnections",
            summary = "Make the connections those of a list",
            description = "Names tell which is which. The whole list is validated before anything is changed; then each"
                    + " connection is created or replaced as POST and PUT do, in a transaction of its own. The same"
                    + " list again changes nothing. A connection needs no credential here: without one, no token is"
                    + " issued until one is stored.")
    @Parameter(
            name = "dryRun",
            in = ParameterIn.QUERY,
            description = "Change nothing, and tell what would be changed.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @Parameter(
            name = "prune",
            in = ParameterIn.QUERY,
            description = "Delete the connections that are not in the list.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @RequestBody(
            description = "A list of connections, alone or as the member connections of an object.",
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ConnectionDraft[].class)),
                @Content(mediaType = YAML, schema = @Schema(implementation = ConnectionDraft[].class))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each; look at counts.failed.",
            content = @Content(schema = @Schema(implementation = FleetReport.class)))
    @APIResponse(responseCode = "400", ref = "Invalid")
    public FleetReport apply(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, @Context UriInfo uri, @Nullable InputStream body)
            throws IOException {
        QueryReader query = new QueryReader(uri.getQueryParameters(), Set.of("dryRun", "prune"));
        boolean dryRun = query.flag("dryRun").orElse(false);
        boolean prune = query.flag("prune").orElse(false);
        query.refuse();
        byte[] bytes = body == null ? new byte[0] : body.readAllBytes();
        if (bytes.length == 0) {
            throw new MissingBody();
        }
        List<Entry> entries =
                reader.read(bytes, contentType.toLowerCase(Locale.ROOT).contains("yaml"));
        if (prune && entries.isEmpty()) {
            throw new Malformed("An empty list with prune=true would delete every connection; delete them one by one if"
                    + " that is what you want.");
        }
        return apply.apply(entries, dryRun, prune);
    }

    /** Exports connections without their secrets. */
    @GET
    @Path("/export")
    @Produces({YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(
            operationId = "exportConnections",
            summary = "Export connections without their secrets",
            description = "A list that apply takes. The filters of the list of connections may be given.")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "yaml or json; absent, what the header Accept prefers, else yaml.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"yaml", "json"}))
    @APIResponse(responseCode = "200", description = "The connections.")
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response export(@HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept, @Context UriInfo uri)
            throws IOException {
        ExportQuery query = ExportQuery.read(uri, accept);
        return answer(export.write(export.selected(query.filter()), Optional.empty(), query.isYaml()), query);
    }

    /** Exports connections with their credentials, sealed. */
    @POST
    @Path("/export")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "exportConnectionsSealed",
            summary = "Export connections with their credentials, sealed for a public key",
            description = "Each active client secret and private key is a JWE (RSA-OAEP-256 or ECDH-ES, A256GCM) that"
                    + " names its connection. Sealed for a service's own key, apply opens them there. A private key that the"
                    + " service made is sealed for this service alone; for any other key it is left out, and the entry's"
                    + " member note says so.")
    @APIResponse(responseCode = "200", description = "The connections.")
    @APIResponse(responseCode = "400", ref = "Invalid")
    public Response exportSealed(
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            @Context UriInfo uri,
            @Nullable ExportRequest request)
            throws IOException {
        ExportQuery query = ExportQuery.read(uri, accept);
        RecipientKey key = recipient(request);
        String thumbprint = key.thumbprint();
        boolean isOurs = keys.key().recipient().thumbprint().equals(thumbprint);
        List<RegisteredConnection> selected = export.selected(query.filter());
        byte[] document = export.write(selected, Optional.of(new Recipient(key, isOurs)), query.isYaml());
        selected.forEach(connection ->
                audit.record("connection.export", connection, Audit.DONE, Map.of("recipient", thumbprint)));
        return answer(document, query);
    }

    private RecipientKey recipient(@Nullable ExportRequest request) {
        if (request == null) {
            throw new MissingBody();
        }
        JsonNode key = request.encryptTo();
        if (key != null && key.isTextual() && key.textValue().strip().equalsIgnoreCase("service")) {
            return keys.key().recipient();
        }
        return Optional.ofNullable(key)
                .flatMap(given -> given.isTextual() ? RecipientKey.ofPem(given.textValue()) : RecipientKey.ofJwk(given))
                .orElseThrow(() -> new InvalidBody(List.of(new Violation(
                        "encryptTo",
                        "must be a public key: a JWK without its private members, or PEM; RSA of 2048 bits or more, or"
                                + " the curve P-256, P-384 or P-521; such as the answer of GET /sealing-key; or"
                                + " \"service\""))));
    }

    private static Response answer(byte[] document, ExportQuery query) {
        CacheControl noStore = new CacheControl();
        noStore.setNoStore(true);
        return Response.ok(document, query.isYaml() ? YAML : MediaType.APPLICATION_JSON)
                .cacheControl(noStore)
                .build();
    }

    private record ExportQuery(ConnectionFilter filter, boolean isYaml) {

        static ExportQuery read(UriInfo uri, @Nullable String accept) {
            Set<String> known = new HashSet<>(ListQuery.FILTERS);
            known.add("format");
            QueryReader query = new QueryReader(uri.getQueryParameters(), known);
            var filter = ListQuery.filter(query);
            Optional<Boolean> yaml = query.one(
                    "format",
                    format -> switch (format.toLowerCase(Locale.ROOT)) {
                        case "yaml" -> Optional.of(true);
                        case "json" -> Optional.of(false);
                        default -> Optional.empty();
                    },
                    "must be yaml or json");
            query.refuse();
            boolean prefersJson = accept != null && accept.contains("json") && !accept.contains("yaml");
            return new ExportQuery(filter, yaml.orElse(!prefersJson));
        }
    }
}
