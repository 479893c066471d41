package io.sluice.enrichment.entity;

import static io.sluice.contracts.correlation.Strength.MEDIUM;
import static io.sluice.contracts.correlation.Strength.WEAK;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Email;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Fingerprint;
import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.contracts.ocsf.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the evidence of alerts, from Defender and from Sentinel. The verdict is about what the evidence is, not about
 * what else it names: a malicious file does not make its device malicious.
 */
final class EvidenceReader {

    private static final int GENERATIONS = 4;

    /** What sentinel-reader calls evidence that is a row which a rule found, or properties with telling names. */
    private static final Set<String> EVENTS = Set.of("Event", "Custom Details", "ExtendedProperties");

    private static final List<String> PEOPLE = List.of("user", "upn", "account", "actor", "initiat", "owner");

    /** What is read of evidence in Microsoft's own words, besides the people of events. */
    private static final Set<String> READ = Set.of(
            "internetMessageId",
            "InternetMessageId",
            "antispamDirection",
            "AntispamDirection",
            "fileDetails",
            "properties",
            "sha256",
            "Sha256",
            "sha1",
            "Sha1",
            "md5",
            "Md5",
            "Algorithm",
            "algorithm",
            "Value",
            "value",
            "hashValue");

    private final EntityReader entities;

    EvidenceReader(Sighted sighted) {
        this.entities = new EntityReader(sighted);
    }

    /** Returns whether a member of evidence in Microsoft's own words is read, for some kind of evidence. */
    static boolean isRead(String member) {
        return READ.contains(member) || isOfPeople(member);
    }

    void read(Evidence evidence) {
        SightedVerdict verdict = SightedVerdict.of(evidence);
        Process process = evidence.process();
        File file = evidence.file();
        Email email = evidence.email();
        boolean mail = email != null || evidence.uid() != null;
        boolean thing = process != null || file != null || mail || evidence.url() != null;
        boolean address = evidence.srcEndpoint() != null || evidence.dstEndpoint() != null;
        if (mail) {
            mail(evidence, email, verdict);
        }
        if (file != null) {
            file(file, verdict);
        }
        if (process != null) {
            processes(process, verdict);
        } else if (file == null && !mail) {
            bareDigests(evidence.data(), verdict);
        }
        if (evidence.url() != null) {
            entities.url(evidence.url().urlString(), verdict);
        }
        if (evidence.user() != null) {
            user(evidence.user(), thing || address ? null : verdict);
        }
        if (evidence.device() != null) {
            boolean only = !thing && !address && evidence.user() == null && evidence.regKey() == null;
            entities.device(DeviceNames.of(evidence.device()), only ? verdict : null);
        }
        if (address) {
            boolean only =
                    !thing && evidence.user() == null && evidence.resources().isEmpty();
            endpoint(evidence.srcEndpoint(), only && evidence.dstEndpoint() == null ? verdict : null);
            endpoint(evidence.dstEndpoint(), null);
        }
        for (ResourceDetails resource : evidence.resources()) {
            resource(resource, verdict);
        }
        if (evidence.name() != null && EVENTS.contains(evidence.name())) {
            peopleOf(evidence.data());
        }
    }

    /**
     * Those whom an event names in columns that are no user's principal name in each table, such as UserId, which is
     * one in the audit log of Microsoft 365 alone, or the target of a change beside who made it: an address tells.
     */
    private void peopleOf(@Nullable JsonNode event) {
        if (event == null || !event.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> column : event.properties()) {
            JsonNode cell = column.getValue();
            JsonNode value = cell.isArray() && cell.size() == 1 ? cell.get(0) : cell;
            if (value.isTextual() && value.textValue().indexOf('@') > 0 && isOfPeople(column.getKey())) {
                entities.insider(value.textValue());
            }
        }
    }

    private static boolean isOfPeople(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        for (String word : PEOPLE) {
            if (name.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private void mail(Evidence evidence, @Nullable Email email, @Nullable SightedVerdict verdict) {
        String internetMessageId = email != null ? email.messageUid() : null;
        if (internetMessageId == null) {
            internetMessageId = text(evidence.data(), "internetMessageId", "InternetMessageId");
        }
        entities.message(
                MessageIds.of(evidence.uid(), internetMessageId), email == null ? null : email.subject(), verdict);
        if (email == null) {
            return;
        }
        String direction = text(evidence.data(), "antispamDirection", "AntispamDirection");
        boolean outbound = direction != null && direction.equalsIgnoreCase("outbound");
        if (outbound) {
            email.to().forEach(entities::correspondent);
            entities.insider(email.from());
        } else {
            email.to().forEach(entities::insider);
            entities.correspondent(email.from());
            entities.correspondent(email.sender());
        }
    }

    private void user(User user, @Nullable SightedVerdict verdict) {
        entities.user(UserNames.of(user), user.displayName(), verdict);
    }

    private void file(File file, @Nullable SightedVerdict verdict) {
        List<Value> digests = new ArrayList<>(3);
        for (Fingerprint hash : file.hashes()) {
            Digests.add(digests, hash.value());
        }
        entities.file(digests, file.path() != null ? file.path() : file.parentFolder(), file.name(), verdict);
    }

    /**
     * A process brings in its image file, and so do those that started it. What it did may be malicious without the
     * file being so: of its verdict, only that nothing is wrong counts for the file.
     */
    private void processes(Process first, @Nullable SightedVerdict verdict) {
        SightedVerdict ofFile = verdict == SightedVerdict.CLEAN ? verdict : null;
        Process process = first;
        for (int generation = 0; process != null && generation < GENERATIONS; generation++) {
            if (process.file() != null) {
                file(process.file(), generation == 0 ? ofFile : null);
            }
            if (process.user() != null) {
                user(process.user(), null);
            }
            process = process.parentProcess();
        }
    }

    /** A file without a name is no file in OCSF; what Microsoft sent has its digests. */
    private void bareDigests(@Nullable JsonNode data, @Nullable SightedVerdict verdict) {
        if (data == null || !data.isObject()) {
            return;
        }
        JsonNode details = data.path("fileDetails");
        JsonNode object =
                details.isObject() ? details : data.path("properties").isObject() ? data.path("properties") : data;
        List<Value> digests =
                Digests.of(text(object, "sha256", "Sha256"), text(object, "sha1", "Sha1"), text(object, "md5", "Md5"));
        if (object.has("Algorithm") || object.has("algorithm")) {
            Digests.add(digests, text(object, "Value", "hashValue"));
            Digests.add(digests, text(object, "value", "value"));
        }
        entities.file(digests, null, null, verdict);
    }

    private void endpoint(@Nullable NetworkEndpoint endpoint, @Nullable SightedVerdict verdict) {
        if (endpoint != null) {
            entities.ip(endpoint.ip(), verdict);
        }
    }

    private void resource(ResourceDetails resource, @Nullable SightedVerdict verdict) {
        String type = resource.type() == null ? "" : resource.type().toLowerCase(Locale.ROOT);
        String id = CanonicalText.lower(resource.uid());
        switch (type) {
            case "azure resource" -> {
                String azure = ResourceIds.azure(resource.uid());
                if (azure != null) {
                    entities.resource(azure, ResourceIds.isOne(azure) ? MEDIUM : WEAK, resource.name(), verdict);
                }
            }
            case "amazon resource" -> {
                String arn = CanonicalText.clean(resource.uid());
                if (arn != null) {
                    entities.resource(arn, MEDIUM, resource.name(), verdict);
                }
            }
            // An application of everybody's has a number in Defender for Cloud Apps; one's own has a GUID.
            case "cloud application", "oauth application" -> {
                if (id != null) {
                    boolean own = CanonicalText.guid(id) != null && type.startsWith("oauth");
                    entities.resource("app:" + id, own ? MEDIUM : WEAK, resource.name(), verdict);
                }
            }
            case "domain name" -> {
                String host = resource.name() == null
                        ? null
                        : WebAddress.host(resource.name().strip());
                if (host != null && IpAddresses.parse(host) == null) {
                    entities.domain(Domains.registered(host));
                }
            }
            default -> {}
        }
    }

    private static @Nullable String text(@Nullable JsonNode data, String name, String otherName) {
        JsonNode value = data == null ? null : data.get(name);
        value = value == null && data != null ? data.get(otherName) : value;
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
