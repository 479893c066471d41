package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.json.Lists;
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
                "The best known of its names, in the one spelling that Sluice compares. What a prefix says: oid: an object id of"
                        + " Entra ID, sid: a Windows security id, mde: an id in Defender for Endpoint, id: another id of a device,"
                        + " host: a host name without domain, nmid: a NetworkMessageId, imid: an Internet message id, sha256:, sha1:,"
                        + " md5: a digest. Without a prefix: a user principal name, mail address, DNS name, URL, IP address, domain"
                        + " or id of a resource.")
        String value,

        @JsonPropertyDescription("A name for people, such as a file's name or a message's subject.") @Nullable
        String label,

        @JsonPropertyDescription("Its other names, in the same form; at most 9.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> aliases,

        @JsonPropertyDescription(
                "The worst that Microsoft says about it: malicious, suspicious or clean. Absent where it says nothing.")
        @Nullable
        String verdict,

        @JsonPropertyDescription("How many of the investigation's findings name it.")
        int findings,

        @JsonPropertyDescription("When what the findings that name it are about was seen first.")
        Instant firstSeen,

        @JsonPropertyDescription("When what the findings that name it are about was seen last.")
        Instant lastSeen,

        @JsonPropertyDescription(
                "Whether so many findings of the tenant name it that it joins none: a shared address, a help desk.")
        boolean busy,

        @JsonPropertyDescription("What the directory says of a user or a device, where it was asked and has answered.")
        @Nullable
        DirectoryEntry context) {

    public Entity {
        aliases = Lists.copy(aliases);
    }
}
