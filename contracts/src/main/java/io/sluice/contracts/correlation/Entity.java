package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.directory.DirectoryEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody or something that an investigation is about, under one name however often and wherever it was seen. */
public record Entity(
        @JsonPropertyDescription(
                "Its id within the investigation, to which time line and follow-ups refer: kind, colon, canonical value, such"
                        + " as user:ben@contoso.com.")
        String id,

        @JsonPropertyDescription("What it is.") EntityKind kind,

        @JsonPropertyDescription(
                "The value in its one spelling: names and addresses in lower case, the shortest form of an IPv6 address.")
        String value,

        @JsonPropertyDescription("A name for people, such as a file's name or a message's subject.") @Nullable
        String label,

        @JsonPropertyDescription("Other values by which it is known, such as the object id of a user.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> aliases,

        @JsonPropertyDescription(
                "The worst that Microsoft says about it: malicious, suspicious or clean. Absent where it says nothing.")
        @Nullable
        String verdict,

        @JsonPropertyDescription("How many of the investigation's findings name it.")
        int findings,

        @JsonPropertyDescription("When the first finding that names it came about.")
        Instant firstSeen,

        @JsonPropertyDescription("When the last finding that names it came about.")
        Instant lastSeen,

        @JsonPropertyDescription(
                "Whether so many findings of the tenant name it that it joins none: a shared address, a help desk.")
        boolean busy,

        @JsonPropertyDescription("What the directory says of a user or a device, where it was asked and has answered.")
        @Nullable
        DirectoryEntry context) {

    public Entity {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }
}
