package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Microsoft's filters say in a header of the message. The meaning of the fields is Microsoft's (Anti-spam message
 * headers).
 */
public record AntispamReport(
        @JsonPropertyDescription("X-Forefront-Antispam-Report, X-Microsoft-Antispam or their variants.")
        String header,

        @JsonPropertyDescription("Whether the header is called untrusted: it came with the message.")
        boolean untrusted,

        @JsonPropertyDescription("The connecting IP address (CIP).") @Nullable
        String connectingIp,

        @JsonPropertyDescription("The country of that address (CTRY).") @Nullable
        String country,

        @JsonPropertyDescription("The language of the message (LANG).") @Nullable
        String language,

        @JsonPropertyDescription("Spam confidence level, -1 to 9 (SCL).") @Nullable
        Integer spamConfidenceLevel,

        @JsonPropertyDescription("Bulk complaint level, 0 to 9 (BCL).") @Nullable
        Integer bulkComplaintLevel,

        @JsonPropertyDescription("The verdict of the spam filter (SFV), such as SPM, NSPM, SKQ.") @Nullable
        String filterVerdict,

        @JsonPropertyDescription("The verdict on the IP address (IPV), such as CAL or NLI.") @Nullable
        String ipVerdict,

        @JsonPropertyDescription("How the server greeted (H).") @Nullable
        String helo,

        @JsonPropertyDescription("The name of that address (PTR).") @Nullable
        String reverseName,

        @JsonPropertyDescription("Which way it went (DIR): INB, OUT or INT.") @Nullable
        String direction,

        @JsonPropertyDescription("The category of protection policy (CAT), such as PHSH, SPOOF, HPHISH.") @Nullable
        String category,

        @JsonPropertyDescription("The safety tip (SFTY).") @Nullable
        String safetyTip,

        @JsonPropertyDescription("Whether it is bulk mail (SRV).") @Nullable
        String bulk,

        @JsonPropertyDescription("Every field of the header under its own name.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fields) {
    public AntispamReport {
        fields = Lists.copy(fields);
    }
}
