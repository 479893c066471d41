package io.sluice.connections.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.sluice.connections.credentials.ClientSecret;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A connection as an operator sends it: nothing checked yet. What the service itself sets ({@code id}, {@code revision}
 * and the times) is ignored, so that what was read can be edited and sent back.
 */
@JsonIgnoreProperties({"id", "revision", "createdAt", "changedAt"})
@Schema(
        name = "ConnectionDraft",
        description = "A connection as an operator sends it. Members that the service sets (id, revision, createdAt,"
                + " changedAt) are ignored; any other unknown member is refused.",
        requiredProperties = {"name", "tenantId", "clientId"})
public record ConnectionDraft(
        @Schema(
                description = "Unique, whatever the case of its letters; not in the form of a GUID.",
                maxLength = 100,
                examples = "contoso")
        @Nullable
        String name,

        @Schema(
                description =
                        "The directory (tenant) id, a GUID; braces, blanks and capitals are forgiven. It cannot be"
                                + " changed later.",
                examples = "c0a70000-0000-4000-8000-000000000001")
        @Nullable
        String tenantId,

        @Schema(description = "A domain of the tenant.", examples = "contoso.onmicrosoft.com") @Nullable
        String tenantDomain,

        @Schema(
                description = "Microsoft's cloud.",
                enumeration = {"commercial", "gcc", "gcc-high", "dod", "china"},
                defaultValue = "commercial")
        @Nullable
        String cloud,

        @Schema(
                description = "Addresses that replace those of the cloud, by surface (login, defender). They must be"
                        + " Microsoft's own or permitted by the service's settings.",
                examples = "{\"login\": \"https://login.microsoftonline.com\"}")
        @Nullable
        Map<String, @Nullable String> baseUrls,

        @Schema(description = "The application (client) id, a GUID.", examples = "5a1ce000-0000-4000-8000-0000000000ff")
        @Nullable
        String clientId,

        @Schema(
                implementation = String.class,
                writeOnly = true,
                description = "The secret's value (not its id). Encrypted at rest and never returned. Required when a"
                        + " connection is created; absent in a replacement, the stored one stays.")
        @Nullable
        ClientSecret clientSecret,

        @Schema(
                description = "Whether it is read and tokens are issued. Default: true for a new connection; in a"
                        + " replacement, what it was.")
        @Nullable
        Boolean enabled,

        @Schema(
                description = "How often Microsoft is asked for news: an ISO 8601 duration from PT1S to PT24H.",
                defaultValue = "PT10S")
        @Nullable
        String pollInterval,

        @Schema(description = "What is read. An absent capability is switched off.") @Nullable
        CapabilitiesDraft capabilities) {

    /** The capabilities of a draft. */
    @Schema(description = "What is read through the connection.")
    public record CapabilitiesDraft(
            @Schema(description = "Defender XDR incidents and their alerts.") @Nullable
            DefenderIncidentsDraft defenderIncidents) {}

    /** The capability Defender XDR incidents of a draft. */
    @Schema(description = "How Defender XDR incidents are read.")
    public record DefenderIncidentsDraft(
            @Schema(
                    description = "How far back the first poll looks: an ISO 8601 duration from PT1M to P30D.",
                    defaultValue = "P1D")
            @Nullable
            String initialLookback) {}
}
