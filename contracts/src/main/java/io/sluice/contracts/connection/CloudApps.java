package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;

/** Which Defender for Cloud Apps is read. */
public record CloudApps(
        @JsonPropertyDescription("The API URL of the tenant, such as https://contoso.us2.portal.cloudappsecurity.com.")
        URI portalUrl) {}
