package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file. It has a name; a file that is only known by its digests appears among the observables instead. */
@OcsfObject
public record File(
        @JsonPropertyDescription("The file's name without its folder.")
        String name,

        @JsonPropertyDescription("What kind of file it is.") FileType typeId,

        @JsonPropertyDescription("The full path, folder and name.") @Nullable
        String path,

        @JsonPropertyDescription("The folder that the file is in.") @Nullable
        String parentFolder,

        @JsonPropertyDescription("Its size in bytes.") @Nullable
        Long size,

        @JsonPropertyDescription("The publisher that the file names.") @Nullable
        String companyName,

        @JsonPropertyDescription("Digests of its content.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Fingerprint> hashes) {
    public File {
        hashes = Lists.copy(hashes);
    }
}
