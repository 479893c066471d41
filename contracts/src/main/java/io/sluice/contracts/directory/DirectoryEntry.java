package io.sluice.contracts.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tenant's directory says of a user or a device: one of the two is there. */
public record DirectoryEntry(
        @JsonPropertyDescription("What Entra ID says of the user, where one was asked for.") @Nullable
        UserEntry user,

        @JsonPropertyDescription("What Defender for Endpoint and Entra ID say of the device, where one was asked for.")
        @Nullable
        DeviceEntry device,

        @JsonPropertyDescription(
                "What is left out, each with the reason, such as a permission or licence that is missing; the extent is not"
                        + " complete then.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> warnings) {

    public DirectoryEntry {
        warnings = Lists.copy(warnings);
    }
}
