package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file in an archive, as the archive's listing has it. */
public record ArchiveEntry(
        @JsonPropertyDescription("Its name with folders, as written.")
        String name,

        @JsonPropertyDescription("Its size in bytes, as the archive claims.") @Nullable
        Long size,

        @JsonPropertyDescription("Its compressed size in bytes, as the archive claims.") @Nullable
        Long compressedSize,

        @JsonPropertyDescription("Whether it is encrypted.") boolean encrypted,

        @JsonPropertyDescription(
                "What is suspicious: pathTraversal, rightToLeft, doubleExtension, control, executable, notListed, sizeDiffers.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> flags) {
    public ArchiveEntry {
        flags = Lists.copy(flags);
    }
}
