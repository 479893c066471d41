package io.sluice.enrichment.entity;

import static io.sluice.contracts.correlation.Strength.MEDIUM;
import static io.sluice.contracts.correlation.Strength.WEAK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.contracts.query.Column;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of answers: the columns of the named investigations, and those of Microsoft's tables that a query of
 * one's own is likely to show. A column with another name says nothing about what it holds.
 */
final class RowReader {

    private enum Cell {
        PRINCIPAL,
        ACCOUNT,
        ACCOUNT_DOMAIN,
        SID,
        OBJECT_ID,
        DEVICE,
        DEVICE_ID,
        REMOTE_DEVICE,
        NETWORK_MESSAGE_ID,
        INTERNET_MESSAGE_ID,
        SUBJECT,
        SENDER,
        ENVELOPE_SENDER,
        RECIPIENT,
        DIRECTION,
        FILE_NAME,
        FOLDER,
        SHA256,
        SHA1,
        MD5,
        PARENT_NAME,
        PARENT_FOLDER,
        PARENT_SHA256,
        PARENT_SHA1,
        PARENT_MD5,
        URL,
        OTHER_URL,
        IP,
        SENDER_IP,
        REMOTE_IP,
        RESOURCE
    }

    private final EntityReader entities;
    private final @Nullable Cell[] cells;

    RowReader(List<Column> columns, Sighted sighted) {
        this.entities = new EntityReader(sighted);
        this.cells = new @Nullable Cell[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(columns.get(i).name());
        }
    }

    private static @Nullable Cell cell(String column) {
        return switch (column.toLowerCase(Locale.ROOT)) {
            case "user", "userprincipalname", "accountupn", "upn", "initiatingprocessaccountupn" -> Cell.PRINCIPAL;
            case "account", "accountname", "initiatingprocessaccountname" -> Cell.ACCOUNT;
            case "accountdomain", "initiatingprocessaccountdomain" -> Cell.ACCOUNT_DOMAIN;
            case "accountsid", "initiatingprocessaccountsid" -> Cell.SID;
            case "userid", "accountobjectid", "aaduserid", "initiatingprocessaccountobjectid" -> Cell.OBJECT_ID;
            case "device", "devicename", "computer", "hostname" -> Cell.DEVICE;
            case "deviceid" -> Cell.DEVICE_ID;
            case "remotedevice", "remotedevicename" -> Cell.REMOTE_DEVICE;
            case "networkmessageid" -> Cell.NETWORK_MESSAGE_ID;
            case "internetmessageid" -> Cell.INTERNET_MESSAGE_ID;
            case "subject" -> Cell.SUBJECT;
            case "sender", "senderfromaddress" -> Cell.SENDER;
            case "envelopesender", "sendermailfromaddress" -> Cell.ENVELOPE_SENDER;
            case "recipient", "recipientemailaddress" -> Cell.RECIPIENT;
            case "direction", "emaildirection" -> Cell.DIRECTION;
            case "filename" -> Cell.FILE_NAME;
            case "folderpath" -> Cell.FOLDER;
            case "sha256" -> Cell.SHA256;
            case "sha1" -> Cell.SHA1;
            case "md5" -> Cell.MD5;
            case "parentfilename", "initiatingprocessfilename", "processfilename" -> Cell.PARENT_NAME;
            case "initiatingprocessfolderpath" -> Cell.PARENT_FOLDER;
            case "parentsha256", "initiatingprocesssha256" -> Cell.PARENT_SHA256;
            case "initiatingprocesssha1" -> Cell.PARENT_SHA1;
            case "initiatingprocessmd5" -> Cell.PARENT_MD5;
            case "url" -> Cell.URL;
            case "originurl", "remoteurl", "fileoriginurl" -> Cell.OTHER_URL;
            case "ipaddress", "clientip", "calleripaddress" -> Cell.IP;
            case "senderip", "senderipv4", "senderipv6" -> Cell.SENDER_IP;
            case "remoteip" -> Cell.REMOTE_IP;
            case "resourceid", "_resourceid" -> Cell.RESOURCE;
            default -> null;
        };
    }

    void read(ArrayNode row) {
        Map<Cell, String> found = new EnumMap<>(Cell.class);
        for (int i = 0; i < cells.length && i < row.size(); i++) {
            Cell cell = cells[i];
            JsonNode value = row.get(i);
            if (cell != null && value.isTextual() && !value.textValue().isBlank()) {
                found.putIfAbsent(cell, value.textValue());
            }
        }
        if (!found.isEmpty()) {
            read(found);
        }
    }

    private void read(Map<Cell, String> row) {
        String principal = row.get(Cell.PRINCIPAL);
        String account = row.get(Cell.ACCOUNT);
        entities.user(
                UserNames.of(
                        account != null ? account : principal,
                        row.get(Cell.ACCOUNT_DOMAIN),
                        row.get(Cell.SID),
                        row.get(Cell.OBJECT_ID),
                        principal),
                null,
                null);
        entities.device(DeviceNames.of(row.get(Cell.DEVICE_ID), row.get(Cell.DEVICE)), null);
        entities.device(DeviceNames.of(null, row.get(Cell.REMOTE_DEVICE)), null);
        mail(row);
        entities.file(
                Digests.of(row.get(Cell.SHA256), row.get(Cell.SHA1), row.get(Cell.MD5)),
                row.get(Cell.FOLDER),
                row.get(Cell.FILE_NAME),
                null);
        entities.file(
                Digests.of(row.get(Cell.PARENT_SHA256), row.get(Cell.PARENT_SHA1), row.get(Cell.PARENT_MD5)),
                row.get(Cell.PARENT_FOLDER),
                row.get(Cell.PARENT_NAME),
                null);
        entities.url(row.get(Cell.URL), null);
        entities.url(row.get(Cell.OTHER_URL), null);
        entities.ip(row.get(Cell.IP), null);
        entities.ip(row.get(Cell.SENDER_IP), null);
        entities.ip(row.get(Cell.REMOTE_IP), null);
        String resource = ResourceIds.azure(row.get(Cell.RESOURCE));
        if (resource != null) {
            entities.resource(resource, ResourceIds.isOne(resource) ? MEDIUM : WEAK, null, null);
        }
    }

    private void mail(Map<Cell, String> row) {
        entities.message(
                MessageIds.of(row.get(Cell.NETWORK_MESSAGE_ID), row.get(Cell.INTERNET_MESSAGE_ID)),
                row.get(Cell.SUBJECT),
                null);
        if ("outbound".equalsIgnoreCase(row.get(Cell.DIRECTION))) {
            entities.correspondent(row.get(Cell.RECIPIENT));
            entities.insider(row.get(Cell.SENDER));
        } else {
            entities.insider(row.get(Cell.RECIPIENT));
            entities.correspondent(row.get(Cell.SENDER));
            entities.correspondent(row.get(Cell.ENVELOPE_SENDER));
        }
    }
}
