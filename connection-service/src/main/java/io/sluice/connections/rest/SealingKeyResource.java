package io.sluice.connections.rest;

import io.sluice.connections.sealing.SealingKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public key for which credentials are sealed, over HTTP. */
@Path("/sealing-key")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Fleet", description = "Many connections at once.")
public class SealingKeyResource {

    private final SealingKeys keys;

    SealingKeyResource(SealingKeys keys) {
        this.keys = keys;
    }

    /** Shows the key. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.ANALYST})
    @Operation(
            operationId = "getSealingKey",
            summary = "Read the public key for which credentials are sealed",
            description = "A JWK (RFC 7517). A seal is a compact JWE with ECDH-ES and A256GCM; its content is the JSON"
                    + " object {\"connection\": \"<name>\", \"clientSecret\": \"<value>\"}, or, for a certificate,"
                    + " {\"connection\": \"<name>\", \"privateKey\": \"<PKCS#8 in Base64>\", \"certificate\":"
                    + " \"<DER in Base64>\"}.")
    @APIResponse(responseCode = "200", description = "The key.")
    public Map<String, Object> show() {
        return keys.key().publicJwk();
    }
}
