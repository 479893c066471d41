package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import io.sluice.contracts.ocsf.EmailActivity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says and holds, without its content: that is in the evidence store alone. Nothing was rendered and no
 * link followed. All of it was written by a stranger.
 */
public record MailAnalysis(
        @JsonPropertyDescription(
                "The message as OCSF 1.8.0 Email Activity (4009); absent where it has neither a sender nor a recipient that the standard would accept.")
        @Nullable
        EmailActivity activity,

        @JsonPropertyDescription("Its size in bytes.") long size,

        @JsonPropertyDescription("What its header says.") MessageHeaders headers,

        @JsonPropertyDescription("What servers found about its authentication.")
        Authentication authentication,

        @JsonPropertyDescription("Its way, newest first.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Hop> hops,

        @JsonPropertyDescription("What Microsoft's filters say.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<AntispamReport> antispam,

        @JsonPropertyDescription("The URLs in its text and HTML, each once.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<MailUrl> urls,

        @JsonPropertyDescription("How many URLs more there are.")
        int urlsLeftOut,

        @JsonPropertyDescription("Its parts, in the order of the message.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<MailPart> parts,

        @JsonPropertyDescription("The messages in it.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<NestedMessage> messages,

        @JsonPropertyDescription("What is not as it should be.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<MailDefect> defects,

        @JsonPropertyDescription("Which limits were reached; none: everything was looked into.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<LimitReached> limitsReached) {
    public MailAnalysis {
        hops = Lists.copy(hops);
        antispam = Lists.copy(antispam);
        urls = Lists.copy(urls);
        parts = Lists.copy(parts);
        messages = Lists.copy(messages);
        defects = Lists.copy(defects);
        limitsReached = Lists.copy(limitsReached);
    }
}
