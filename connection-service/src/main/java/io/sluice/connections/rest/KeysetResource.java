package io.sluice.connections.rest;

import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.KeysetException.NoSuchKey;
import io.sluice.connections.credentials.KeysetRotation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The keys that encrypt credentials at rest, over HTTP: never the keys themselves. */
@Path("/keyset")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RunOnVirtualThread
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Keyset", description = "The keys that encrypt credentials at rest, and their rotation.")
public class KeysetResource {

    private final KeysetRotation rotation;
    private final Audit audit;

    KeysetResource(KeysetRotation rotation, Audit audit) {
        this.rotation = rotation;
        this.audit = audit;
    }

    /** The keyset as the service shows it. */
    @Schema(name = "Keyset", description = "The keys, and how far the encryption with the primary one is.")
    record KeysetView(
            @Schema(description = "The keys.") List<KeyView> keys,

            @Schema(description = "How many credentials are stored; the service's own sealing key counts as one.")
            long credentials,

            @Schema(description = "How many of them are still encrypted with another key than the primary one.")
            long toEncryptAgain) {

        static KeysetView of(KeysetRotation.State state) {
            return new KeysetView(
                    state.keys().stream()
                            .map(key -> new KeyView(key.id(), key.status(), key.primary(), key.credentials()))
                            .toList(),
                    state.credentials(),
                    state.toEncryptAgain());
        }
    }

    /** A key as the service shows it. */
    @Schema(name = "Key", description = "A key; never the key itself.")
    record KeyView(
            @Schema(description = "Its id, as tinkey shows it.")
            long id,

            @Schema(
                    description = "enabled, disabled or destroyed.",
                    enumeration = {"enabled", "disabled", "destroyed"})
            String status,

            @Schema(description = "Whether new credentials are encrypted with it.")
            boolean primary,

            @Schema(description = "How many credentials are encrypted with it.")
            long credentials) {}

    /** Shows the keys. */
    @GET
    @Operation(operationId = "getKeyset", summary = "See the keys and what is encrypted with them")
    @APIResponse(
            responseCode = "200",
            description = "The keys.",
            content = @Content(schema = @Schema(implementation = KeysetView.class)))
    public KeysetView get() {
        return KeysetView.of(rotation.state());
    }

    /** Adds a key. */
    @POST
    @Path("/rotate")
    @Operation(
            operationId = "rotateKeyset",
            summary = "Encrypt with a new key from now on",
            description = "What is stored is encrypted again in the background; nothing waits for it. Back the keyset"
                    + " file up afterwards.")
    @APIResponse(
            responseCode = "200",
            description = "There is a new primary key.",
            content = @Content(schema = @Schema(implementation = KeysetView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The service cannot write the keyset file.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public KeysetView rotate() {
        KeysetView view = KeysetView.of(rotation.rotate());
        audit.record("keyset.rotate", "done");
        return view;
    }

    /** Removes a key. */
    @DELETE
    @Path("/keys/{id}")
    @Operation(operationId = "removeKey", summary = "Remove a key that nothing is encrypted with any more")
    @APIResponse(
            responseCode = "200",
            description = "It is removed.",
            content = @Content(schema = @Schema(implementation = KeysetView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(
            responseCode = "409",
            description = "Something is encrypted with it, or it is the primary one.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public KeysetView remove(@PathParam("id") String id) {
        if (!id.matches("\\d{1,18}")) {
            throw new NoSuchKey(id);
        }
        KeysetView view = KeysetView.of(rotation.remove(Long.parseLong(id)));
        audit.record("keyset.remove-key", "done");
        return view;
    }
}
