package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.directory.DirectoryEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody or something that an investigation is about, under one name however often and wherever it was seen. */
public record Entity(
        @JsonPropertyDescription("Its name within the investigation: kind, colon, canonical value.")
        String id,

        @JsonPropertyDescription("What it is.") EntityKind kind,

        @JsonPropertyDescription("The canonical value, such as a user principal name in lower case.")
        String value,

        @JsonPropertyDescription("A name for people, such as a file's name or a message's subject.") @Nullable
        String label,

        @JsonPropertyDescription("Other values by which it is known, such as a user's object id.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> aliases,

        @JsonPropertyDescription("The worst that Microsoft says about it: malicious, suspicious, clean, or absent.")
        @Nullable
        String verdict,

        @JsonPropertyDescription("How many of the investigation's findings name it.")
        int findings,

        @JsonPropertyDescription("When it was seen first.") Instant firstSeen,
        @JsonPropertyDescription("When it was seen last.") Instant lastSeen,

        @JsonPropertyDescription(
                "Whether so many findings of the tenant name it that it joins none: a shared address, a help desk.")
        boolean busy,

        @JsonPropertyDescription("What the directory says of it, where it was asked.") @Nullable
        DirectoryEntry context) {

    public Entity {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }
}
