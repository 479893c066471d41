package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A Received header: one server on the way. Only those above the receiving service's border can be believed. */
public record Hop(
        @JsonPropertyDescription("The server that sent, as it named itself.") @Nullable
        String from,

        @JsonPropertyDescription("Its IP address, version 4 or 6, as the receiving server saw it.") @Nullable
        String fromIp,

        @JsonPropertyDescription("The server that received.") @Nullable
        String by,

        @JsonPropertyDescription("The protocol.") @Nullable String with,

        @JsonPropertyDescription("The receiving server's id of the message.") @Nullable
        String id,

        @JsonPropertyDescription("For whom.") @Nullable String recipient,

        @JsonPropertyDescription("When.") @Nullable Instant time,

        @JsonPropertyDescription(
                "How long after the hop before it, as ISO 8601 duration; negative where clocks differ.")
        @Nullable
        Duration delay,

        @JsonPropertyDescription("Whether the receiving service wrote it.")
        boolean trusted) {}
