package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a message: a container, a body, an attachment or a message in it. Its content is not here. */
public record MailPart(
        @JsonPropertyDescription(
                "Its path: 1.2 is the second part of the first; 0 is the outermost container of a message.")
        String path,

        @JsonPropertyDescription("container, text, attachment or message.")
        String role,

        @JsonPropertyDescription("The type as declared, in lower case, without parameters.") @Nullable
        String declaredType,

        @JsonPropertyDescription("The type that its content shows.") @Nullable
        String detectedType,

        @JsonPropertyDescription("Whether content and declaration, or content and file name, contradict each other.")
        boolean typeMismatch,

        @JsonPropertyDescription("The file name, decoded, as told.") @Nullable
        String fileName,

        @JsonPropertyDescription("A file name that is safe to use, made from that.") @Nullable
        String safeFileName,

        @JsonPropertyDescription("inline, attachment and so on.") @Nullable
        String disposition,

        @JsonPropertyDescription("Content-ID without its angle brackets.") @Nullable
        String contentId,

        @JsonPropertyDescription("The transfer encoding as declared.") @Nullable
        String transferEncoding,

        @JsonPropertyDescription("The character set as declared.") @Nullable
        String charset,

        @JsonPropertyDescription("Its size in bytes, decoded.") @Nullable
        Long size,

        @JsonPropertyDescription("MD5 of its decoded bytes, in hexadecimal.") @Nullable
        String md5,

        @JsonPropertyDescription("SHA-1 of its decoded bytes, in hexadecimal.") @Nullable
        String sha1,

        @JsonPropertyDescription("SHA-256 of its decoded bytes, in hexadecimal.") @Nullable
        String sha256,

        @JsonPropertyDescription("How many characters of text it has, where it is text.") @Nullable
        Long characters,

        @JsonPropertyDescription("What it holds, where it is an archive.") @Nullable
        ArchiveListing archive,

        @JsonPropertyDescription(
                "What is remarkable: encrypted, executable, macros, tnef, smime, pgp, pathTraversal, rightToLeft, doubleExtension, control.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> flags) {
    public MailPart {
        flags = Lists.copy(flags);
    }
}
