package io.sluice.polling.finding;

import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Fingerprint;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.contracts.ocsf.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an alert or incident says in every interface that shows it, in words that are the same in all of them: by it one
 * interface's telling of a finding is recognized in another's. It is made of OCSF's values rather than Microsoft's, and
 * of those kinds of evidence that all the interfaces know, in no order.
 */
final class Gist {

    private Gist() {}

    static List<String> of(AlertFacts alert, @Nullable String incidentId) {
        List<String> said = new ArrayList<>();
        say(said, "incident", incidentId);
        say(said, "title", alert.title());
        say(said, "severity", Words.severity(alert.severity()).name());
        say(said, "status", Words.alertStatus(alert.status()).name());
        say(
                said,
                "verdict",
                Words.verdict(alert.classification(), alert.determination()).name());
        say(said, "created", tick(alert.created()));
        say(said, "modified", tick(alert.modified()));
        say(said, "first", tick(alert.firstActivity()));
        say(said, "last", tick(alert.lastActivity()));
        say(said, "assigned", alert.assignedTo());
        say(said, "category", alert.category());
        alert.techniques().stream().sorted().forEach(technique -> say(said, "technique", technique));
        alert.evidences().stream().flatMap(it -> keys(it).stream()).sorted().forEach(key -> say(said, "evidence", key));
        return said;
    }

    static List<String> of(IncidentFacts incident, List<String> alertIds, int alertCount) {
        List<String> said = new ArrayList<>();
        say(said, "redirected", incident.redirectedTo());
        say(said, "title", incident.title());
        say(said, "severity", Words.severity(incident.severity()).name());
        say(said, "status", Words.incidentStatus(incident.status()).name());
        say(
                said,
                "verdict",
                Words.verdict(incident.classification(), incident.determination())
                        .name());
        say(said, "created", tick(incident.created()));
        say(said, "modified", tick(incident.modified()));
        say(said, "assigned", incident.assignedTo());
        incident.tags().stream().sorted().forEach(tag -> say(said, "tag", tag));
        say(said, "comment", FindingParts.lastComment(incident.comments()));
        say(said, "alerts", Integer.toString(alertCount));
        if (alertIds.size() == alertCount) {
            alertIds.stream().map(Words::plain).sorted().forEach(id -> say(said, "alert", id));
        }
        return said;
    }

    private static void say(List<String> said, String what, @Nullable String value) {
        if (value != null) {
            said.add(what);
            said.add(value);
        }
    }

    /** One interface writes more zeros behind a time than another. */
    private static @Nullable String tick(@Nullable SourceTime time) {
        if (time == null) {
            return null;
        }
        String text = time.text();
        int start = text.indexOf('.') + 1;
        int end = start;
        for (int at = start; start > 0 && at < text.length() && Character.isDigit(text.charAt(at)); at++) {
            end = text.charAt(at) == '0' ? end : at + 1;
        }
        return time.epochMillis() / 1000 + "." + text.substring(start, end);
    }

    /** What tells evidence of one kind from other such evidence. */
    private static List<String> keys(Evidence evidence) {
        return switch (Words.plain(evidence.name())) {
            case "device" -> of("device", name(evidence.device()));
            case "user" -> of("user", name(evidence.user()));
            case "mailbox" -> of("mailbox", name(evidence.user()));
            case "ip" ->
                of(
                        "ip",
                        evidence.srcEndpoint() == null
                                ? null
                                : evidence.srcEndpoint().ip());
            case "url" ->
                of("url", evidence.url() == null ? null : evidence.url().urlString());
            case "file" -> of("file", name(evidence.file()));
            case "process" -> of("process", name(evidence.process()));
            case "mailmessage" ->
                of(
                        "mail",
                        evidence.uid() == null && evidence.email() != null
                                ? evidence.email().messageUid()
                                : evidence.uid());
            case "registry" ->
                of(
                        "registry",
                        evidence.regKey() == null ? null : evidence.regKey().path());
            case "securitygroup" ->
                evidence.resources().stream()
                        .map(ResourceDetails::uid)
                        .flatMap(id -> of("group", id).stream())
                        .toList();
            default -> List.of();
        };
    }

    private static List<String> of(String kind, @Nullable String name) {
        return name == null ? List.of() : List.of(kind + ":" + name.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String name(@Nullable Device device) {
        return device == null ? null : device.uid() != null ? device.uid() : device.hostname();
    }

    private static @Nullable String name(@Nullable User user) {
        return user == null ? null : user.uid() != null ? user.uid() : user.name();
    }

    private static @Nullable String name(@Nullable File file) {
        if (file == null) {
            return null;
        }
        return file.hashes().isEmpty()
                ? file.name()
                : file.hashes().stream()
                        .map(Fingerprint::value)
                        .sorted()
                        .toList()
                        .getLast();
    }

    private static @Nullable String name(@Nullable Process process) {
        return process == null ? null : process.pid() + " " + process.name() + " " + process.cmdLine();
    }
}
