package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonClassDescription;

/** Quarantined mail is fetched on request. The tenant's domain is a member of the connection. */
@JsonClassDescription("Quarantined mail is fetched on request; needs the connection's tenantDomain.")
public record Quarantine() {}
