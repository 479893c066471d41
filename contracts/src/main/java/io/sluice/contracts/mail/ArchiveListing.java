package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import java.util.Map;

/** What is in an archive. Nothing was kept of its content. */
public record ArchiveListing(
        @JsonPropertyDescription("The format: zip, tar, gz, 7z and so on.")
        String format,

        @JsonPropertyDescription("The first files in it.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ArchiveEntry> entries,

        @JsonPropertyDescription("How many files more there are.")
        long entriesLeftOut,

        @JsonPropertyDescription("Whether a file in it is encrypted, or its listing.")
        boolean encrypted,

        @JsonPropertyDescription("How many bytes were decompressed to look into it.")
        long decompressedBytes,

        @JsonPropertyDescription("Archives in it, one level deep, by their names.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, ArchiveListing> nested,

        @JsonPropertyDescription("Whether it was read to its end.")
        boolean complete) {
    public ArchiveListing {
        entries = Lists.copy(entries);
        nested = Lists.copy(nested);
    }
}
