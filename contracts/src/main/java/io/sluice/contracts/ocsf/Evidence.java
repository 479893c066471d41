package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of evidence: an entity or a device of an alert. */
@OcsfObject
public record Evidence(
        @JsonPropertyDescription("Microsoft's word for what it is, such as User or Device.") @Nullable
        String name,

        @JsonPropertyDescription("Microsoft's id of it, such as the network message id of a mail.") @Nullable
        String uid,

        @JsonPropertyDescription("Microsoft's word for the verdict.") @Nullable
        String verdict,

        @JsonPropertyDescription("The verdict.") @Nullable Verdict verdictId,

        @JsonPropertyDescription("The device, or the device that it was seen on.") @Nullable
        Device device,

        @JsonPropertyDescription("The user.") @Nullable User user,

        @JsonPropertyDescription("The process.") @Nullable Process process,

        @JsonPropertyDescription("The file.") @Nullable File file,

        @JsonPropertyDescription("The mail message.") @Nullable
        Email email,

        @JsonPropertyDescription("The URL.") @Nullable Url url,

        @JsonPropertyDescription("The IP address.") @Nullable
        NetworkEndpoint srcEndpoint,

        @JsonPropertyDescription("The other end of a connection, where Microsoft tells the ends apart.") @Nullable
        NetworkEndpoint dstEndpoint,

        @JsonPropertyDescription("The registry key.") @Nullable
        RegKey regKey,

        @JsonPropertyDescription("The registry value.") @Nullable
        RegValue regValue,

        @JsonPropertyDescription("What has no object of its own, such as a security group.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ResourceDetails> resources,

        @JsonPropertyDescription("The evidence as Microsoft sent it, untouched.")
        JsonNode data) {
    public Evidence {
        resources = Lists.copy(resources);
    }
}
