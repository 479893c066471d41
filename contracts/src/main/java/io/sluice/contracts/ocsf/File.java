package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
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
        List<Fingerprint> hashes,

        @JsonPropertyDescription("The media type that its content shows.") @Nullable
        String mimeType,

        @JsonPropertyDescription("Whether it is encrypted.") @Nullable
        Boolean isEncrypted) {
    public File {
        hashes = Lists.copy(hashes);
    }

    /** A file whose content was not looked into. */
    public File(
            String name,
            FileType typeId,
            @Nullable String path,
            @Nullable String parentFolder,
            @Nullable Long size,
            @Nullable String companyName,
            List<Fingerprint> hashes) {
        this(name, typeId, path, parentFolder, size, companyName, hashes, null, null);
    }
}
