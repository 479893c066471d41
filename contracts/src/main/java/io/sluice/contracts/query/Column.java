package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A column of an answer. */
public record Column(
        @JsonPropertyDescription("Its name.") String name,

        @JsonPropertyDescription(
                "The type of its cells: bool, datetime, decimal, dynamic, guid, int, long, real, string or timespan, as"
                        + " Kusto calls them, whoever runs the query.")
        String type) {}
