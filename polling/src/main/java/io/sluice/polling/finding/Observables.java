package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Email;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Observable;
import io.sluice.contracts.ocsf.ObservableType;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values worth searching for from the evidence, each once, with the path of its first place. All of them
 * are in the evidence as well, so the list ends at a number that keeps a giant alert's finding within what Kafka takes.
 */
final class Observables {

    private record Value(ObservableType type, String value) {}

    /** How many observables a finding has at most. */
    static final int MAX = 500;

    private final Set<Value> seen = new HashSet<>();
    private final List<Observable> observables = new ArrayList<>();

    /** The path of all values, where it is not each value's own. */
    private @Nullable String place;

    private Observables() {}

    static List<Observable> of(List<Evidence> evidences) {
        Observables collected = new Observables();
        for (int i = 0; i < evidences.size() && collected.observables.size() < MAX; i++) {
            collected.add("evidences[" + i + "]", evidences.get(i));
        }
        return collected.observables;
    }

    /**
     * Collects from evidence that the finding itself has no place for.
     *
     * @param array the path of the array that has what the evidence was made of; the path of a value leads to its
     *     element, not into it
     */
    static List<Observable> of(List<Evidence> evidences, String array) {
        Observables collected = new Observables();
        for (int i = 0; i < evidences.size() && collected.observables.size() < MAX; i++) {
            collected.place = array + "[" + i + "]";
            collected.add("", evidences.get(i));
        }
        return collected.observables;
    }

    private void add(String path, Evidence evidence) {
        add(path + ".device", evidence.device());
        add(path + ".user", evidence.user());
        add(path + ".process", evidence.process());
        add(path + ".file", evidence.file());
        add(path + ".email", evidence.email());
        if (evidence.url() != null) {
            add(
                    path + ".url.url_string",
                    ObservableType.URL_STRING,
                    evidence.url().urlString());
            add(path + ".url.hostname", ObservableType.HOSTNAME, evidence.url().hostname());
        }
        if (evidence.srcEndpoint() != null) {
            add(
                    path + ".src_endpoint.ip",
                    ObservableType.IP_ADDRESS,
                    evidence.srcEndpoint().ip());
        }
        if (evidence.dstEndpoint() != null) {
            add(
                    path + ".dst_endpoint.ip",
                    ObservableType.IP_ADDRESS,
                    evidence.dstEndpoint().ip());
        }
        if (evidence.regKey() != null) {
            add(
                    path + ".reg_key.path",
                    ObservableType.REGISTRY_KEY_PATH,
                    evidence.regKey().path());
        }
        add(path + ".uid", ObservableType.MESSAGE_UID, evidence.uid());
        if (evidence.file() == null && evidence.process() == null) {
            addDigests(path + ".data", evidence.data());
        }
    }

    /** A file without a name is no file in OCSF, but its digests are what one searches for. */
    private void addDigests(String path, JsonNode data) {
        add(path + ".md5", ObservableType.HASH, Members.text(data, "md5"));
        add(path + ".sha1", ObservableType.HASH, Members.text(data, "sha1"));
        add(path + ".sha256", ObservableType.HASH, Members.text(data, "sha256"));
        JsonNode details = Members.object(data, "fileDetails");
        if (details.isObject()) {
            addDigests(path + ".fileDetails", details);
        }
        addOfSentinel(path, data);
        JsonNode properties = Members.object(data, "properties");
        if (properties.isObject()) {
            addOfSentinel(path + ".properties", properties);
        }
    }

    /** What entities of Sentinel say and OCSF's evidence has no attribute for; Azure writes the names in small. */
    private void addOfSentinel(String path, JsonNode data) {
        if (data.has("Algorithm") || data.has("algorithm")) {
            add(path + ".Value", ObservableType.HASH, Members.text(data, "Value"));
            add(path + ".value", ObservableType.HASH, Members.text(data, "value"));
            add(path + ".hashValue", ObservableType.HASH, Members.text(data, "hashValue"));
        }
        add(path + ".DomainName", ObservableType.HOSTNAME, Members.text(data, "DomainName"));
        add(path + ".domainName", ObservableType.HOSTNAME, Members.text(data, "domainName"));
        add(path + ".MacAddress", ObservableType.MAC_ADDRESS, Members.text(data, "MacAddress"));
        add(path + ".macAddress", ObservableType.MAC_ADDRESS, Members.text(data, "macAddress"));
    }

    private void add(String path, @Nullable Device device) {
        if (device != null) {
            add(path + ".hostname", ObservableType.HOSTNAME, device.hostname());
            add(path + ".uid", ObservableType.DEVICE_UID, device.uid());
            add(path + ".ip", ObservableType.IP_ADDRESS, device.ip());
        }
    }

    private void add(String path, @Nullable User user) {
        if (user != null) {
            add(path + ".name", ObservableType.USER_NAME, user.name());
            add(path + ".uid", ObservableType.USER_UID, user.uid());
            add(path + ".email_addr", ObservableType.EMAIL_ADDRESS, user.emailAddr());
        }
    }

    private void add(String path, @Nullable Process process) {
        if (process != null) {
            add(path + ".name", ObservableType.PROCESS_NAME, process.name());
            add(path + ".cmd_line", ObservableType.COMMAND_LINE, process.cmdLine());
            add(path + ".file", process.file());
            add(path + ".user", process.user());
        }
    }

    private void add(String path, @Nullable File file) {
        if (file != null) {
            add(path + ".name", ObservableType.FILE_NAME, file.name());
            add(path + ".path", ObservableType.FILE_PATH, file.path());
            for (int i = 0; i < file.hashes().size(); i++) {
                add(
                        path + ".hashes[" + i + "].value",
                        ObservableType.HASH,
                        file.hashes().get(i).value());
            }
        }
    }

    private void add(String path, @Nullable Email email) {
        if (email != null) {
            add(path + ".from", ObservableType.EMAIL_ADDRESS, email.from());
            for (int i = 0; i < email.to().size(); i++) {
                add(
                        path + ".to[" + i + "]",
                        ObservableType.EMAIL_ADDRESS,
                        email.to().get(i));
            }
            add(path + ".sender", ObservableType.EMAIL_ADDRESS, email.sender());
            add(path + ".subject", ObservableType.EMAIL_SUBJECT, email.subject());
            add(path + ".message_uid", ObservableType.MESSAGE_UID, email.messageUid());
        }
    }

    private void add(String path, ObservableType type, @Nullable String value) {
        if (value != null && observables.size() < MAX && seen.add(new Value(type, value))) {
            observables.add(new Observable(place == null ? path : place, type, type.caption(), value));
        }
    }
}
