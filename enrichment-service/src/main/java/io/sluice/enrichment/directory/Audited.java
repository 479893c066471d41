package io.sluice.enrichment.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.enrichment.directory.lookup.Subject;
import io.sluice.requests.AuditDetails;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What the audit trail says of a look-up: the digest of the name that was asked for, by which it can be shown whether
 * somebody was looked up, and the id of what was found. Not the name itself: the trail is kept for a year.
 */
final class Audited {

    private Audited() {}

    static AuditDetails<DirectoryRequest, DirectoryEntry> details() {
        return new AuditDetails<>(Audited::subject, Audited::id, "ids");
    }

    private static Map<String, String> subject(DirectoryRequest request) {
        return DirectoryRules.subject(request)
                .map(Subject::name)
                .map(name -> Map.of("subjectSha256", sha256(name)))
                .orElse(Map.of());
    }

    private static Optional<String> id(DirectoryEntry entry) {
        return entry.user() != null
                ? Optional.of(entry.user().id())
                : Optional.ofNullable(entry.device()).map(device -> device.id());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
