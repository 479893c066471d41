package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonClassDescription;

/** Files are fetched from devices, and live response runs on them, on request. */
@JsonClassDescription("Files are fetched from devices, and live response runs on them, on request.")
public record LiveResponse() {}
