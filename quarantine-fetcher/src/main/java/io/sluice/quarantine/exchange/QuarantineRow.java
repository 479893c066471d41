package io.sluice.quarantine.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code Get-QuarantineMessage}: a quarantined copy of a message. It prints no more than its identity. Texts
 * are as Exchange writes them; what it leaves empty is absent here.
 *
 * @param identity {@code <network message id>\<recipient's id>}, by which the copy is exported
 * @param networkMessageId the identity's first half, in lower case, where it has that form
 * @param receivedTime when Exchange received it
 * @param expires when Microsoft deletes it for good
 * @param organization the tenant's id
 * @param messageId the header {@code Message-ID}
 * @param sender the sender's address
 * @param recipients the copy's recipients: mostly one
 * @param recipientCount how many recipients Exchange counts
 * @param subject the subject
 * @param size in bytes
 * @param type why it is there, as the portal shows it, such as {@code High Confidence Phish}
 * @param quarantineTypes why it is there, in the filter's words, such as {@code HighConfPhish}
 * @param policyType the kind of policy that put it there
 * @param policyName the policy that put it there
 * @param quarantinePolicy what recipients may do with it, such as {@code AdminOnlyAccessPolicy}
 * @param direction {@code Inbound} or {@code Outbound}
 * @param entityType {@code Email} for mail
 * @param overrideReason why a verdict was overridden, such as {@code None}
 * @param releaseStatus in capital letters, such as {@code NOTRELEASED}
 * @param released whether it has been released
 * @param systemReleased whether Microsoft has released it
 * @param reported whether a user has reported it as a mistake
 * @param recipientTags such as {@code Priority Account}
 * @param quarantinedUsers for whom it is still held; seldom filled in lists
 * @param releasedUsers for whom it has been released; seldom filled in lists
 * @param releasedBy who released it
 * @param deletedForRecipients for whom it has been deleted
 * @param permissions what the application may do with it, such as {@code Download}
 */
public record QuarantineRow(
        String identity,
        @Nullable String networkMessageId,
        @Nullable Instant receivedTime,
        @Nullable Instant expires,
        @Nullable String organization,
        @Nullable String messageId,
        @Nullable String sender,
        List<String> recipients,
        @Nullable Long recipientCount,
        @Nullable String subject,
        @Nullable Long size,
        @Nullable String type,
        List<String> quarantineTypes,
        @Nullable String policyType,
        @Nullable String policyName,
        @Nullable String quarantinePolicy,
        @Nullable String direction,
        @Nullable String entityType,
        @Nullable String overrideReason,
        @Nullable String releaseStatus,
        @Nullable Boolean released,
        @Nullable Boolean systemReleased,
        @Nullable Boolean reported,
        List<String> recipientTags,
        List<String> quarantinedUsers,
        List<String> releasedUsers,
        List<String> releasedBy,
        List<String> deletedForRecipients,
        Set<String> permissions) {

    private static final Pattern IDENTITY =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\\\.+", Pattern.CASE_INSENSITIVE);

    private static final String PERMISSION_TO = "PermissionTo";

    public QuarantineRow {
        recipients = List.copyOf(recipients);
        quarantineTypes = List.copyOf(quarantineTypes);
        recipientTags = List.copyOf(recipientTags);
        quarantinedUsers = List.copyOf(quarantinedUsers);
        releasedUsers = List.copyOf(releasedUsers);
        releasedBy = List.copyOf(releasedBy);
        deletedForRecipients = List.copyOf(deletedForRecipients);
        permissions = Set.copyOf(permissions);
    }

    /** Reads a row; one without an identity cannot be used for anything. */
    static Optional<QuarantineRow> of(JsonNode row) {
        String identity = text(row, "Identity");
        if (identity == null) {
            return Optional.empty();
        }
        String releaseStatus = text(row, "ReleaseStatus");
        return Optional.of(new QuarantineRow(
                identity,
                networkMessageId(identity),
                time(row, "ReceivedTime"),
                time(row, "Expires"),
                text(row, "Organization"),
                text(row, "MessageId"),
                text(row, "SenderAddress"),
                texts(row, "RecipientAddress"),
                number(row, "RecipientCount"),
                text(row, "Subject"),
                number(row, "Size"),
                text(row, "Type"),
                texts(row, "QuarantineTypes"),
                text(row, "PolicyType"),
                text(row, "PolicyName"),
                text(row, "TagName"),
                text(row, "Direction"),
                text(row, "EntityType"),
                text(row, "OverrideReason"),
                releaseStatus == null ? null : releaseStatus.toUpperCase(Locale.ROOT),
                truth(row, "Released"),
                truth(row, "SystemReleased"),
                truth(row, "Reported"),
                texts(row, "RecipientTag"),
                texts(row, "QuarantinedUser"),
                texts(row, "ReleasedUser"),
                texts(row, "ReleasedBy"),
                texts(row, "DeletedForRecipients"),
                permissions(row)));
    }

    /** Returns the row of a message of which only the identity is known. */
    public static QuarantineRow named(String identity) {
        return of(JsonNodeFactory.instance.objectNode().put("Identity", identity))
                .orElseThrow(() -> new IllegalArgumentException("An identity is not empty"));
    }

    private static @Nullable String networkMessageId(String identity) {
        var matcher = IDENTITY.matcher(identity);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }

    private static @Nullable String text(JsonNode row, String name) {
        String value = first(row.path(name)).asText("").strip();
        return value.isEmpty() ? null : value;
    }

    /** Exchange writes a list of one as a list or as its only value, from one version to the next. */
    private static JsonNode first(JsonNode value) {
        return value.isArray() ? value.path(0) : value;
    }

    private static List<String> texts(JsonNode row, String name) {
        JsonNode value = row.path(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            String text = one.asText("").strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static @Nullable Long number(JsonNode row, String name) {
        JsonNode value = first(row.path(name));
        if (value.isNumber()) {
            return value.asLong();
        }
        try {
            return value.isTextual() ? Long.valueOf(value.asText().strip()) : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable Boolean truth(JsonNode row, String name) {
        JsonNode value = first(row.path(name));
        return switch (value.asText("").strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable Instant time(JsonNode row, String name) {
        String value = text(row, name);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException noOffset) {
            try {
                return LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException noTime) {
                return null;
            }
        }
    }

    private static Set<String> permissions(JsonNode row) {
        Set<String> permissions = new TreeSet<>();
        row.fieldNames().forEachRemaining(name -> {
            if (name.startsWith(PERMISSION_TO) && !name.contains("@") && Boolean.TRUE.equals(truth(row, name))) {
                permissions.add(name.substring(PERMISSION_TO.length()));
            }
        });
        return permissions;
    }

    @Override
    public String toString() {
        return "QuarantineRow[" + identity + "]";
    }
}
