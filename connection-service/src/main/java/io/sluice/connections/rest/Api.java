package io.sluice.connections.rest;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI document says about the interface as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Sluice connection-service",
                        version = "1",
                        description = "Connections to Microsoft tenants and the access tokens that Sluice's services"
                                + " use. Every call needs a bearer token of the identity provider whose claim `roles`"
                                + " holds `operator`, `analyst` or `service`. Every failure is a problem document"
                                + " (RFC 9457)."),
        security = @SecurityRequirement(name = "oidc"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "oidc",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT"),
                        responses = {
                            @APIResponse(
                                    name = "Invalid",
                                    description = "The body is not valid; `violations` names each field.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "NotFound",
                                    description = "There is no such connection.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "NameTaken",
                                    description = "Another connection has the name.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "Stale",
                                    description = "The connection has changed since it was read.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "Microsoft",
                                    description = "Microsoft gives no token; `failure` says why and what to do.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = Problem.class)))
                        }))
public class Api extends Application {}
