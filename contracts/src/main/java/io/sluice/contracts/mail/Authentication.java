package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What servers found about a message's authentication. The verdicts are those of the receiving service. */
public record Authentication(
        @JsonPropertyDescription("SPF, by the receiving service.") @Nullable
        String spf,

        @JsonPropertyDescription("DKIM, by the receiving service.") @Nullable
        String dkim,

        @JsonPropertyDescription("DMARC, by the receiving service.") @Nullable
        String dmarc,

        @JsonPropertyDescription("ARC, by the receiving service.") @Nullable
        String arc,

        @JsonPropertyDescription("Composite authentication, by Microsoft.") @Nullable
        String compauth,

        @JsonPropertyDescription("Every report, topmost first, with who said it and whether it can be trusted.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<AuthenticationReport> reports,

        @JsonPropertyDescription("Received-SPF headers, topmost first.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ReceivedSpf> receivedSpf,

        @JsonPropertyDescription("DKIM and ARC signatures, topmost first.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<DkimSignature> signatures) {
    public Authentication {
        reports = Lists.copy(reports);
        receivedSpf = Lists.copy(receivedSpf);
        signatures = Lists.copy(signatures);
    }
}
