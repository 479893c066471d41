package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonClassDescription;

/** Users and devices of alerts are looked up. */
@JsonClassDescription("Users and devices of alerts are looked up.")
public record DirectoryContext() {}
