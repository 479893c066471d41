package io.sluice.simulator.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.quarantine.Cause;
import io.sluice.simulator.quarantine.Quarantined;
import io.sluice.simulator.quarantine.ReleaseStatus;
import io.sluice.simulator.quarantine.Row;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes rows of the list with the properties, in the order and of the types that have been measured, each with the
 * sidecar that it has there.
 *
 * @param tenantId whose rows they are
 * @param mayAct whether the caller may release and delete, which the permissions in each row tell
 * @param mayExport whether the caller may see the messages
 * @param details whether a single message is asked for, of which more is told
 * @param selected the only properties wanted; all if none are named
 */
record RowJson(String tenantId, boolean mayAct, boolean mayExport, boolean details, Set<String> selected) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'+00:00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String INTEGER = "System.Int32";

    /** A time in the form of the service. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Writes one row as an object. */
    void write(JsonGenerator json, Row row) throws IOException {
        Quarantined message = row.message();
        Cause cause = message.cause();
        boolean released = message.status() == ReleaseStatus.RELEASED;
        Fields fields = new Fields(json);
        json.writeStartObject();
        fields.text("Identity", row.identity());
        fields.time("ReceivedTime", message.received());
        fields.text("Organization", tenantId);
        fields.text("MessageId", message.internetMessageId());
        fields.text("SenderAddress", message.sender());
        fields.texts("RecipientAddress", row.recipients());
        fields.text("Subject", message.subject());
        if (isWanted("Size")) {
            json.writeStringField("Size@data.type", INTEGER);
            json.writeNumberField("Size", message.bytes().size());
        }
        fields.text("Type", cause.title());
        fields.text("PolicyType", cause.policyType());
        fields.text("PolicyName", cause.policyName());
        fields.text("TagName", cause.tag());
        fields.flag("PermissionToBlockSender", mayAct);
        fields.flag("PermissionToDelete", mayAct);
        fields.flag("PermissionToPreview", mayExport);
        fields.flag("PermissionToRelease", mayAct);
        fields.flag("PermissionToRequestRelease", false);
        fields.flag("PermissionToViewHeader", mayExport);
        fields.flag("PermissionToDownload", mayExport);
        fields.flag("PermissionToAllowSender", mayAct);
        fields.flag("Released", released);
        fields.text("ReleaseStatus", message.status().onTheWire());
        fields.flag("SystemReleased", false);
        fields.number("RecipientCount", row.recipients().size());
        fields.text("QuarantineTypes", cause.quarantineType());
        fields.time("Expires", message.expires());
        fields.texts("RecipientTag", List.of(tag(row.recipients())));
        fields.texts("DeletedForRecipients", List.of());
        fields.texts("QuarantinedUser", details && !released ? row.recipients() : List.of());
        fields.texts("ReleasedUser", details && released ? row.recipients() : List.of());
        fields.flag("Reported", message.reported());
        fields.text("Direction", message.inbound() ? "Inbound" : "Outbound");
        if (isWanted("CustomData")) {
            json.writeNullField("CustomData");
        }
        fields.text("EntityType", "Email");
        for (String empty : List.of(
                "SourceId",
                "TeamsConversationType",
                "ApprovalUPN",
                "ApprovalId",
                "MoveToQuarantineAdminActionTakenBy",
                "MoveToQuarantineApprovalId")) {
            fields.text(empty, "");
        }
        fields.number("OverrideReasonIntValue", 0);
        fields.text("OverrideReason", "None");
        fields.number("ReleasedCount", released ? row.recipients().size() : 0);
        fields.texts("ReleasedBy", released ? List.of("quarantine-admin") : List.of());
        json.writeEndObject();
    }

    /** A few people are marked as priority accounts. */
    static String tag(List<String> recipients) {
        return recipients.stream().anyMatch(it -> it.hashCode() % 12 == 0) ? "Priority Account" : "";
    }

    private boolean isWanted(String name) {
        return selected.isEmpty() || selected.contains(name);
    }

    private final class Fields {
        private final JsonGenerator json;

        private Fields(JsonGenerator json) {
            this.json = json;
        }

        private void text(String name, String value) throws IOException {
            if (isWanted(name)) {
                json.writeStringField(name, value);
            }
        }

        private void flag(String name, boolean value) throws IOException {
            if (isWanted(name)) {
                json.writeBooleanField(name, value);
            }
        }

        private void number(String name, int value) throws IOException {
            if (isWanted(name)) {
                json.writeNumberField(name, value);
            }
        }

        private void time(String name, Instant value) throws IOException {
            if (isWanted(name)) {
                json.writeStringField(name + "@data.type", "System.DateTime");
                json.writeStringField(name, RowJson.time(value));
            }
        }

        private void texts(String name, List<String> values) throws IOException {
            if (isWanted(name)) {
                Results.texts(json, name, values);
            }
        }
    }
}
