package io.sluice.enrichment.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A version of an alert, as incident-poller and sentinel-reader write it. Each method returns another one. */
final class AlertEvent implements Cloneable {

    static final String TENANT = "0f4a2a4e-0000-4000-8000-000000000001";
    static final Instant MORNING = Instant.parse("2026-05-04T08:00:00Z");

    private final String uid;
    private String tenant = TENANT;
    private int version = 1;
    private String source = "defender-xdr";
    private Instant created = MORNING;
    private Instant read = MORNING;
    private String title;
    private String product = "Microsoft Defender for Endpoint";
    private int severity = 3;
    private int verdict;
    private List<String> incidents = List.of();
    private List<String> tactics = List.of();
    private List<String> evidences = List.of();

    private AlertEvent(String uid) {
        this.uid = uid;
        this.title = "Alert " + uid;
    }

    static AlertEvent alert(String uid) {
        return new AlertEvent(uid);
    }

    private AlertEvent but(Consumer<AlertEvent> change) {
        try {
            AlertEvent other = (AlertEvent) clone();
            change.accept(other);
            return other;
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String uid() {
        return uid;
    }

    int version() {
        return version;
    }

    String source() {
        return source;
    }

    AlertEvent of(String otherTenant) {
        return but(other -> other.tenant = otherTenant);
    }

    AlertEvent version(int number) {
        return but(other -> other.version = number);
    }

    /** As the other interface tells it. */
    AlertEvent from(String otherSource, String otherProduct) {
        return but(other -> {
            other.source = otherSource;
            other.product = otherProduct;
        });
    }

    AlertEvent after(Duration later) {
        return created(MORNING.plus(later));
    }

    AlertEvent created(Instant time) {
        return but(other -> other.created = time).read(time);
    }

    AlertEvent read(Instant time) {
        return but(other -> other.read = time);
    }

    AlertEvent titled(String otherTitle) {
        return but(other -> other.title = otherTitle);
    }

    AlertEvent severity(int id) {
        return but(other -> other.severity = id);
    }

    /** 0 unknown, 1 false positive, 2 true positive. */
    AlertEvent verdict(int id) {
        return but(other -> other.verdict = id);
    }

    AlertEvent in(String... incident) {
        return but(other -> other.incidents = List.of(incident));
    }

    AlertEvent tactics(String... name) {
        return but(other -> other.tactics = List.of(name));
    }

    AlertEvent with(String evidence) {
        List<String> more = new ArrayList<>(evidences);
        more.add(evidence);
        return but(other -> other.evidences = List.copyOf(more));
    }

    AlertEvent user(String name) {
        return with("""
                {"name":"User","verdict_id":4,"user":{"name":"%s","email_addr":"%s@contoso.com"},"data":{}}""".formatted(name, name));
    }

    /** A user under all the names that Defender knows. */
    AlertEvent knownUser(String name, String objectId, String securityId) {
        return with("""
                {"name":"User","verdict_id":4,"user":{"name":"%s","uid":"%s","uid_alt":"%s","domain":"CONTOSO",
                "email_addr":"%s@contoso.com"},"data":{}}""".formatted(name, objectId, securityId, name));
    }

    AlertEvent mailbox(String name) {
        return with("""
                {"name":"MailBox","verdict_id":4,"user":{"name":"%s@contoso.com","account":
                {"name":"%s@contoso.com","type":"Email Account","type_id":18}},"data":{}}""".formatted(name, name));
    }

    AlertEvent device(String name) {
        return with("""
                {"name":"Device","verdict_id":0,"device":{"hostname":"%s.contoso.com","type_id":0},"data":{}}""".formatted(name));
    }

    AlertEvent message(String networkMessageId) {
        return with("""
                {"name":"MailMessage","uid":"%s","verdict_id":4,"data":{}}""".formatted(networkMessageId));
    }

    AlertEvent message(String networkMessageId, String internetMessageId) {
        return with("""
                {"name":"MailMessage","uid":"%s","verdict_id":4,"data":{"internetMessageId":"%s"}}""".formatted(networkMessageId, internetMessageId));
    }

    AlertEvent file(String sha256) {
        return with("""
                {"name":"File","verdict_id":4,"file":{"name":"invoice.exe","path":"C:\\\\Users\\\\ann\\\\invoice.exe","type_id":1,
                "hashes":[{"algorithm_id":3,"value":"%s"}]},"data":{}}""".formatted(sha256));
    }

    /** A program of Windows, where it belongs. */
    AlertEvent systemProgram(String sha256) {
        return with("""
                {"name":"File","verdict_id":0,"file":{"name":"powershell.exe","type_id":1,
                "path":"C:\\\\Windows\\\\System32\\\\WindowsPowerShell\\\\v1.0\\\\powershell.exe",
                "hashes":[{"algorithm_id":3,"value":"%s"}]},"data":{}}""".formatted(sha256));
    }

    AlertEvent url(String text) {
        return with("""
                {"name":"Url","verdict_id":4,"url":{"url_string":"%s"},"data":{}}""".formatted(text));
    }

    AlertEvent ip(String address, int verdictId) {
        return with("""
                {"name":"Ip","verdict_id":%d,"src_endpoint":{"ip":"%s"},"data":{}}""".formatted(verdictId, address));
    }

    Event event() {
        Instant modified = created.plusSeconds(60L * version);
        String json = """
                {"activity_id":1,"category_uid":2,"class_uid":2004,"type_uid":200401,"time":%d,"time_dt":"%s",
                "severity_id":%d,"status_id":1,"verdict_id":%d,"message":%s,
                "cloud":{"provider":"Azure","account":{"uid":"%s","type_id":6}},
                "metadata":{"version":"1.8.0","product":{"name":%s,"vendor_name":"Microsoft"},"uid":"%s/x/%d",
                "tenant_uid":"%s","original_event_uid":"x","log_name":"alerts","source":"%s","logged_time":%d,
                "logged_time_dt":"%s","processed_time":%d,"processed_time_dt":"%s",
                "tags":[{"name":"connection_id","value":"c-1"}]},
                "finding_info":{"uid":%s,"title":%s,"created_time":%d,"product":{"name":%s,"vendor_name":"Microsoft"},
                "attacks":[%s],"related_events":[%s]},
                "evidences":[%s]}""".formatted(
                        modified.toEpochMilli(),
                        modified,
                        severity,
                        verdict,
                        quoted(title),
                        tenant,
                        quoted(product),
                        tenant,
                        version,
                        tenant,
                        source,
                        read.toEpochMilli(),
                        read,
                        read.toEpochMilli(),
                        read,
                        quoted(uid),
                        quoted(title),
                        created.toEpochMilli(),
                        quoted(product),
                        tactics.stream()
                                .map(name -> "{\"tactic\":{\"uid\":\"TA0001\",\"name\":" + quoted(name) + "}}")
                                .collect(Collectors.joining(",")),
                        incidents.stream()
                                .map(incident -> "{\"type\":\"Incident\",\"uid\":" + quoted(incident) + "}")
                                .collect(Collectors.joining(",")),
                        String.join(",", evidences));
        return Event.of(Topics.ALERTS, tenant, uid, json, DetectionFinding.class);
    }

    static String quoted(@Nullable String text) {
        return text == null ? "null" : JsonNodeFactory.instance.textNode(text).toString();
    }
}
