package io.sluice.contracts.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Defender for Endpoint and Entra ID say of a device. What they do not say is absent. */
public record DeviceEntry(
        @JsonPropertyDescription("The id in Defender for Endpoint; absent where only Entra ID knows the device.")
        @Nullable
        String id,

        @JsonPropertyDescription("The device id in Entra ID.") @Nullable
        String entraDeviceId,

        @JsonPropertyDescription("The DNS name, in lower case.") @Nullable
        String name,

        @JsonPropertyDescription("The operating system.") @Nullable
        String os,

        @JsonPropertyDescription("The user principal name of the owner, in lower case.") @Nullable
        String owner,

        @JsonPropertyDescription("Whether Intune finds it compliant.") @Nullable
        Boolean compliant,

        @JsonPropertyDescription("How Defender's sensor fares, in Microsoft's words: such as Active or Inactive.")
        @Nullable
        String health,

        @JsonPropertyDescription("How exposed it is, in Microsoft's words: None, Low, Medium, High.") @Nullable
        String exposure,

        @JsonPropertyDescription(
                "How much at risk it is, in Microsoft's words: None, Informational, Low, Medium, High.")
        @Nullable
        String risk,

        @JsonPropertyDescription("How much the organisation values it, in Microsoft's words: Low, Normal, High.")
        @Nullable
        String value,

        @JsonPropertyDescription("The tags that administrators gave it.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> tags,

        @JsonPropertyDescription("When it was seen last.") @Nullable
        Instant lastSeen,

        @JsonPropertyDescription("The names of the accounts that are or were logged on lately; at most 20.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> loggedOnUsers) {

    public DeviceEntry {
        tags = Lists.copy(tags);
        loggedOnUsers = Lists.copy(loggedOnUsers);
    }
}
