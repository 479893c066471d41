package io.sluice.contracts.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Entra ID says of a user. What it does not say, or does not let us read, is absent. */
public record UserEntry(
        @JsonPropertyDescription("The Entra object id.") String id,

        @JsonPropertyDescription("The user principal name, in lower case.") @Nullable
        String userPrincipalName,

        @JsonPropertyDescription("The name for people.") @Nullable
        String displayName,

        @JsonPropertyDescription("The mail address.") @Nullable
        String mail,

        @JsonPropertyDescription("The department.") @Nullable
        String department,

        @JsonPropertyDescription("What the user does.") @Nullable
        String jobTitle,

        @JsonPropertyDescription("Whether the account is enabled.") @Nullable
        Boolean accountEnabled,

        @JsonPropertyDescription("The user principal name of the manager, in lower case.") @Nullable
        String manager,

        @JsonPropertyDescription("The names of the groups, nested ones included; at most 100.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> groups,

        @JsonPropertyDescription("The names of the directory roles, such as Global Administrator.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> roles,

        @JsonPropertyDescription("Whether the user has registered a second factor.") @Nullable
        Boolean mfaRegistered,

        @JsonPropertyDescription("The registered methods, in Microsoft's words.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> mfaMethods,

        @JsonPropertyDescription(
                "How likely it is that the account is compromised, as Entra ID Protection says: none, low, medium, high.")
        @Nullable
        String riskLevel,

        @JsonPropertyDescription(
                "What has become of the risk, in Microsoft's words: such as atRisk, remediated, dismissed, confirmedCompromised.")
        @Nullable
        String riskState) {

    public UserEntry {
        groups = Lists.copy(groups);
        roles = Lists.copy(roles);
        mfaMethods = Lists.copy(mfaMethods);
    }
}
