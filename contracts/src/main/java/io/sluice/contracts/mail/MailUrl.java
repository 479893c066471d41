package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A URL in a message. It was not visited. */
public record MailUrl(
        @JsonPropertyDescription("The URL as found, without the defanging that it may have had.")
        String url,

        @JsonPropertyDescription("The same, harmless to click: hxxps://evil[.]test/.")
        String defanged,

        @JsonPropertyDescription(
                "One form for all spellings: scheme and host in lower case, host in ASCII, no default port.")
        @Nullable
        String canonical,

        @JsonPropertyDescription("The host in lower case and ASCII.") @Nullable
        String host,

        @JsonPropertyDescription("Where Safe Links or another link protection leads to, all wraps taken off.") @Nullable
        String target,

        @JsonPropertyDescription("The host of the target.") @Nullable
        String targetHost,

        @JsonPropertyDescription("The protections that it was wrapped in, outermost first: safelinks, urldefense.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> wrappedBy,

        @JsonPropertyDescription("The text that a reader sees instead of it.") @Nullable
        String visibleText,

        @JsonPropertyDescription(
                "What is suspicious: textShowsOtherHost, defanged, userInfo, ipHost, punycode, mixedScripts, data, script.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> flags,

        @JsonPropertyDescription("Where it was found, the first places.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<UrlPlace> places,

        @JsonPropertyDescription("How often it was found.") int count) {
    public MailUrl {
        wrappedBy = Lists.copy(wrappedBy);
        flags = Lists.copy(flags);
        places = Lists.copy(places);
    }
}
