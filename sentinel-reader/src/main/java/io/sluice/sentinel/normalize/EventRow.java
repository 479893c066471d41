package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.DeviceType;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.polling.finding.Addresses;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Words;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event of which only the names of its columns say what they are: those of Microsoft's tables and of ASIM, and
 * the names that products and rules give to properties of their alerts. A column with another name is data.
 */
final class EventRow {

    private @Nullable String account;
    private @Nullable String principal;
    private @Nullable String userId;
    private @Nullable String target;
    private @Nullable String sid;
    private @Nullable String entraId;
    private @Nullable String host;
    private @Nullable String hostId;
    private @Nullable String source;
    private @Nullable String destination;
    private @Nullable String url;
    private @Nullable String fileName;
    private @Nullable String folder;
    private @Nullable String md5;
    private @Nullable String sha1;
    private @Nullable String sha256;
    private @Nullable String messageId;
    private @Nullable String internetMessageId;
    private @Nullable String sender;
    private @Nullable String envelopeSender;
    private @Nullable String recipient;
    private @Nullable String subject;

    private EventRow(JsonNode row) {
        for (Map.Entry<String, JsonNode> cell : row.properties()) {
            JsonNode value = cell.getValue();
            JsonNode only = value.isArray() && value.size() == 1 ? value.get(0) : value;
            if (only.isTextual() && !only.textValue().isEmpty()) {
                take(name(cell.getKey()), only.textValue());
            }
        }
    }

    /** Returns what an event says; a piece of evidence in any case. */
    static Evidence evidence(String what, JsonNode row) {
        return new EventRow(row).evidenceOf(what, row);
    }

    /** Returns whether an event names anything. */
    static boolean names(Evidence evidence) {
        return evidence.user() != null
                || evidence.device() != null
                || evidence.srcEndpoint() != null
                || evidence.dstEndpoint() != null
                || evidence.url() != null
                || evidence.file() != null
                || evidence.email() != null
                || evidence.uid() != null;
    }

    private void take(String name, String value) {
        switch (name) {
            case "userprincipalname", "accountupn", "upn", "initiatingprocessaccountupn", "actorusername" ->
                principal = first(principal, value);
            case "userid" -> userId = first(userId, value);
            case "targetuserprincipalname" -> target = first(target, value);
            case "account",
                    "accountname",
                    "accountcustomentity",
                    "user",
                    "username",
                    "useraccount",
                    "caller",
                    "targetusername",
                    "compromiseduser" -> account = first(account, value);
            case "accountsid", "usersid", "sid" -> sid = first(sid, value);
            case "aaduserid", "accountobjectid", "userobjectid" -> entraId = first(entraId, value);
            case "computer", "hostname", "host", "hostcustomentity", "devicename", "dvchostname", "compromisedhost" ->
                host = first(host, value);
            case "deviceid", "mdatpdeviceid" -> hostId = first(hostId, value);
            case "ipaddress",
                    "clientip",
                    "clientipaddress",
                    "calleripaddress",
                    "ipcustomentity",
                    "sourceip",
                    "sourceipaddress",
                    "srcip",
                    "srcipaddr",
                    "senderipv4",
                    "senderip",
                    "attackersourceip",
                    "remoteip" -> source = first(source, value);
            case "destinationip", "destinationipaddress", "dstip", "dstipaddr" ->
                destination = first(destination, value);
            case "url", "remoteurl", "requesturl", "urlcustomentity" -> url = first(url, value);
            case "filename" -> fileName = first(fileName, value);
            case "folderpath", "filepath" -> folder = first(folder, value);
            case "md5" -> md5 = first(md5, value);
            case "sha1" -> sha1 = first(sha1, value);
            case "sha256" -> sha256 = first(sha256, value);
            case "networkmessageid" -> messageId = first(messageId, value);
            case "internetmessageid" -> internetMessageId = first(internetMessageId, value);
            case "senderfromaddress", "sender" -> sender = first(sender, value);
            case "sendermailfromaddress" -> envelopeSender = first(envelopeSender, value);
            case "recipientemailaddress", "recipient" -> recipient = first(recipient, value);
            case "subject" -> subject = first(subject, value);
            default -> {}
        }
    }

    private Evidence evidenceOf(String what, JsonNode row) {
        EvidenceDraft evidence = new EvidenceDraft(row, what, null);
        int domain = account == null ? -1 : account.indexOf('\\');
        evidence.user = Artifacts.user(
                domain > 0 && account != null ? account.substring(domain + 1) : account,
                domain > 0 && account != null ? account.substring(0, domain) : null,
                sid,
                entraId,
                principalName(),
                null);
        evidence.device = host == null && hostId == null ? null : device();
        evidence.srcEndpoint = Addresses.endpoint(source);
        evidence.dstEndpoint = Addresses.endpoint(destination);
        evidence.url = Addresses.url(url);
        evidence.file = Artifacts.file(fileName, folder, Artifacts.hashes(md5, sha1, sha256), null, null);
        evidence.uid = messageId;
        evidence.email = Artifacts.email(sender, recipient, envelopeSender, subject, internetMessageId);
        return evidence.finish();
    }

    /**
     * The user principal name of whoever the event names first of all. {@code UserId} has one in the audit log of
     * Microsoft 365, and an id elsewhere. The target of a change counts where it is not said who made it: the other way
     * round, two people would be taken for one.
     */
    private @Nullable String principalName() {
        if (principal != null) {
            return principal;
        }
        if (account != null && account.indexOf('@') > 0) {
            return account;
        }
        if (userId != null && userId.indexOf('@') > 0) {
            return userId;
        }
        return account == null && sid == null && entraId == null ? target : null;
    }

    private Device device() {
        return new Device(
                hostId,
                null,
                host,
                null,
                DeviceType.UNKNOWN,
                DeviceType.UNKNOWN.caption(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static String first(@Nullable String known, String value) {
        return known == null ? value : known;
    }

    /** The name of a column in small letters and digits: {@code Client IP Address} is {@code ClientIPAddress}. */
    private static String name(String column) {
        String plain = Words.plain(column);
        return plain.indexOf(' ') < 0 && plain.indexOf('_') < 0
                ? plain
                : plain.replace(" ", "").replace("_", "");
    }
}
