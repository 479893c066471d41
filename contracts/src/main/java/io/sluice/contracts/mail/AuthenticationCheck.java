package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One method in an Authentication-Results header, such as {@code spf=pass}. */
public record AuthenticationCheck(
        @JsonPropertyDescription("The method: spf, dkim, dmarc, arc, compauth and so on.")
        String method,

        @JsonPropertyDescription("The result: pass, fail, none, softfail and so on.")
        String result,

        @JsonPropertyDescription("The reason that was given.") @Nullable
        String reason,

        @JsonPropertyDescription("The comment behind the result, as written.") @Nullable
        String comment,

        @JsonPropertyDescription("The domain that was checked.") @Nullable
        String domain,

        @JsonPropertyDescription("The other properties, such as action, smtp.mailfrom, header.d.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> properties) {
    public AuthenticationCheck {
        properties = Lists.copy(properties);
    }
}
