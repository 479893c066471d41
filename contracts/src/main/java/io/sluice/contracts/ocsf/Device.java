package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine: managed by Defender for Endpoint, or only known by name. */
@OcsfObject
public record Device(
        @JsonPropertyDescription("Defender for Endpoint's id of the device.") @Nullable
        String uid,

        @JsonPropertyDescription("Entra ID's id of the device.") @Nullable
        String uidAlt,

        @JsonPropertyDescription("Its DNS name.") @Nullable String hostname,

        @JsonPropertyDescription("Its name where it has no DNS name.") @Nullable
        String name,

        @JsonPropertyDescription("What kind of machine it is.")
        DeviceType typeId,

        @JsonPropertyDescription("The caption of the kind.") @Nullable
        String type,

        @JsonPropertyDescription("Its IP address.") @Nullable
        String ip,

        @JsonPropertyDescription("The virtual machine's id in its cloud.") @Nullable
        String instanceUid,

        @JsonPropertyDescription("Its operating system.") @Nullable
        Os os,

        @JsonPropertyDescription("Microsoft's word for the risk.") @Nullable
        String riskLevel,

        @JsonPropertyDescription("The risk.") @Nullable RiskLevel riskLevelId,

        @JsonPropertyDescription("When Defender saw it first. Milliseconds since 1970-01-01T00:00:00Z.") @Nullable
        Long firstSeenTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String firstSeenTimeDt,

        @JsonPropertyDescription("Whether Defender for Endpoint manages it.") @Nullable
        Boolean isManaged,

        @JsonPropertyDescription("The device groups it belongs to.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Group> groups) {
    public Device {
        groups = Lists.copy(groups);
    }
}
