package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entities of an alert in Sentinel's form. */
final class AlertEntities {

    private AlertEntities() {}

    /** What the alert is about in Sentinel's form: members in Pascal case, the type in lower case, numbered. */
    static List<Map<String, Object>> of(JsonNode alert) {
        List<Map<String, Object>> entities = new ArrayList<>();
        for (JsonNode device : alert.path("devices")) {
            String name = device.path("deviceDnsName").asText("");
            int dot = name.indexOf('.');
            add(
                    entities,
                    "host",
                    Map.of(
                            "HostName", dot < 0 ? name : name.substring(0, dot),
                            "DnsDomain", dot < 0 ? "" : name.substring(dot + 1),
                            "OSFamily", "Windows"));
        }
        for (JsonNode entity : alert.path("entities")) {
            switch (entity.path("entityType").asText("")) {
                case "User" -> {
                    String principal = entity.path("userPrincipalName").asText("");
                    add(
                            entities,
                            "account",
                            Map.of(
                                    "Name", entity.path("accountName").asText(""),
                                    "UPNSuffix", principal.substring(principal.indexOf('@') + 1),
                                    "AadUserId", entity.path("aadUserId").asText(""),
                                    "Sid", entity.path("userSid").asText("")));
                }
                case "Ip" ->
                    add(
                            entities,
                            "ip",
                            Map.of("Address", entity.path("ipAddress").asText("")));
                case "Url" ->
                    add(entities, "url", Map.of("Url", entity.path("url").asText("")));
                case "MailMessage" ->
                    add(
                            entities,
                            "mailMessage",
                            Map.of(
                                    "NetworkMessageId",
                                            entity.path("networkMessageId").asText(""),
                                    "InternetMessageId",
                                            entity.path("internetMessageId").asText(""),
                                    "Recipient", entity.path("recipient").asText(""),
                                    "Sender", entity.path("sender").asText(""),
                                    "Subject", entity.path("subject").asText("")));
                case "MailBox", "Mailbox" ->
                    add(
                            entities,
                            "mailbox",
                            Map.of(
                                    "MailboxPrimaryAddress",
                                    entity.path("mailboxAddress").asText("")));
                case "File" -> {
                    int next = entities.size() + 3;
                    add(
                            entities,
                            "file",
                            Map.of(
                                    "Name", entity.path("fileName").asText(""),
                                    "FileHashes", List.of(Map.of("$ref", Integer.toString(next)))));
                    add(
                            entities,
                            "filehash",
                            Map.of(
                                    "Algorithm",
                                    "SHA256",
                                    "Value",
                                    entity.path("sha256").asText("")));
                }
                case "Process" ->
                    add(
                            entities,
                            "process",
                            Map.of(
                                    "ProcessId", entity.path("processId").asText(""),
                                    "CommandLine",
                                            entity.path("processCommandLine").asText("")));
                default -> {
                    // Sentinel leaves out what it has no entity for.
                }
            }
        }
        return entities;
    }

    private static void add(List<Map<String, Object>> entities, String type, Map<String, Object> members) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("$id", Integer.toString(entities.size() + 2));
        members.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(member -> entity.put(member.getKey(), member.getValue()));
        entity.put("Type", type);
        entities.add(entity);
    }
}
