package io.sluice.contracts.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.correlation.ChangesHeader;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.Analytic;
import io.sluice.contracts.ocsf.AnalyticType;
import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.Cloud;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.KeyValue;
import io.sluice.contracts.ocsf.KillChainPhase;
import io.sluice.contracts.ocsf.KillChainPhaseType;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Observable;
import io.sluice.contracts.ocsf.ObservableType;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Tactic;
import io.sluice.contracts.ocsf.Technique;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.contracts.quarantine.Outcome;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.Execution;
import io.sluice.contracts.query.QueryKind;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.raw.Source;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.request.ResultStatus;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * Examples of the values of each topic, at least one. They tell of one incident with one alert, of one quarantined
 * mail, and of the investigation that the mail belongs to.
 */
public final class Examples {

    /** The tenant that the examples belong to. */
    public static final String TENANT = "c0a70000-0000-4000-8000-000000000001";

    static final String CONNECTION = "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11";
    static final String ALERT_ID = "da639056766718123456_1204873721";
    static final String INCIDENT_ID = "4711";
    private static final String REQUEST_ID = "f6b1f9c2-6f0c-4a53-9a60-0b1f0c7de001";
    private static final String NETWORK_MESSAGE_ID = "2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7";
    /** When the content of the examples came about. */
    public static final Instant CHANGED_AT = Instant.parse("2026-02-03T10:19:58.333Z");

    static final String CHANGED = "2026-02-03T10:19:58.3333333Z";
    private static final Instant CREATED_AT = Instant.parse("2026-02-03T10:11:12Z");
    static final Instant READ_AT = Instant.parse("2026-02-03T10:20:05.5Z");
    static final Instant PROCESSED_AT = Instant.parse("2026-02-03T10:20:05.75Z");
    private static final Product XDR = new Product("Microsoft Defender XDR", null, "Microsoft");
    static final Cloud CLOUD =
            new Cloud("Microsoft", new Account(null, TENANT, "M365 Tenant", AccountType.M365_TENANT));

    private Examples() {}

    /** Returns the examples of a topic's records; the first is the one that the other methods speak of. */
    public static List<Example> all(Topic topic) {
        return switch (topic.entity()) {
            case "incident-request" -> ExampleIncidents.requests();
            case "incident-result" -> ExampleIncidents.results();
            case "directory-request" -> ExampleDirectory.requests();
            case "directory-result" -> ExampleDirectory.results();
            case "investigation" -> ExampleInvestigation.records();
            case "investigation-change" -> ExampleInvestigation.changes();
            default -> List.of(new Example(topic.entity(), eventIdOf(topic), subjectOf(topic), of(topic)));
        };
    }

    /** Adds to the headers of an example what its topic has besides the attributes of every event. */
    public static void addHeaders(Topic topic, Example example, Headers headers) {
        if (topic.equals(Topics.INVESTIGATIONS)) {
            ChangesHeader.write(ExampleInvestigation.changesOf(example), headers);
        }
    }

    /** Returns the example of a topic's values. */
    public static Object of(Topic topic) {
        return switch (topic.entity()) {
            case "incident-request",
                    "incident-result",
                    "directory-request",
                    "directory-result",
                    "investigation",
                    "investigation-change" -> all(topic).getFirst().value();
            case "connection" -> connection();
            case "raw-incident" -> rawIncident();
            case "raw-alert" -> rawAlert();
            case "incident" -> incident();
            case "alert" -> alert();
            case "dead-letter" -> deadLetter();
            case "connection-status" -> connectionStatus();
            case "audit" -> audit();
            case "quarantine-request" -> quarantineRequest();
            case "quarantine-result" -> quarantineResult();
            case "query-request" -> queryRequest();
            case "query-result" -> queryResult();
            default -> throw new IllegalArgumentException("Give an example of the values of " + topic.name());
        };
    }

    /** Returns the id of the example's event. */
    public static String eventIdOf(Topic topic) {
        return switch (topic.entity()) {
            case "incident-request",
                    "incident-result",
                    "directory-request",
                    "directory-result",
                    "investigation",
                    "investigation-change" -> all(topic).getFirst().eventId();
            case "alert" -> alert().metadata().uid();
            case "incident" -> incident().metadata().uid();
            case "connection" -> CONNECTION + ":" + connection().revision();
            case "dead-letter" -> "sluice.raw-alerts.v1/7/4711";
            case "connection-status" ->
                connectionStatus().key() + "@" + connectionStatus().at() + ":failing";
            case "audit" -> audit().id();
            case "quarantine-result", "query-result" -> keyOf(topic) + "/1";
            default -> keyOf(topic) + "/9c56cc51b374c3ba";
        };
    }

    /** Returns the last part of the source of the example's event. */
    public static String surfaceOf(Topic topic) {
        return switch (topic.entity()) {
            case "connection" -> "connections";
            case "dead-letter", "connection-status", "incident-result" -> "incident-poller";
            case "audit" -> "connection-service";
            case "quarantine-result" -> "quarantine-fetcher";
            case "query-result" -> "sentinel-reader";
            case "directory-result", "investigation", "investigation-change" -> ExampleInvestigation.SERVICE;
            default -> Source.DEFENDER_XDR;
        };
    }

    /** Returns the key of the example's record. */
    public static String keyOf(Topic topic) {
        return TENANT + "/" + (topic.entity().equals("dead-letter") ? ALERT_ID : subjectOf(topic));
    }

    /** Returns what the example's event is about. */
    public static String subjectOf(Topic topic) {
        return switch (topic.entity()) {
            case "incident-request",
                    "incident-result",
                    "directory-request",
                    "directory-result",
                    "investigation",
                    "investigation-change" -> all(topic).getFirst().subject();
            case "connection" -> CONNECTION;
            case "raw-incident", "incident" -> INCIDENT_ID;
            case "dead-letter" -> keyOf(topic);
            case "connection-status" -> CONNECTION + "/defenderIncidents";
            case "audit" -> CONNECTION;
            case "quarantine-request", "quarantine-result", "query-request", "query-result" -> REQUEST_ID;
            default -> ALERT_ID;
        };
    }

    private static QuarantineRequest quarantineRequest() {
        return new QuarantineRequest(
                REQUEST_ID,
                RequestKind.EXPORT,
                "contoso",
                "ann@contoso.com",
                ALERT_ID,
                null,
                NETWORK_MESSAGE_ID,
                null,
                null,
                null,
                Duration.ofDays(7),
                List.of("ben@contoso.com"),
                List.of(),
                null,
                List.of(),
                List.of(),
                null);
    }

    private static Result<QuarantinedMessage> quarantineResult() {
        return new Result<>(
                REQUEST_ID,
                ALERT_ID,
                "export",
                TENANT,
                CONNECTION,
                "contoso",
                ResultStatus.COMPLETED,
                1,
                new Extent(CHANGED_AT.minus(Duration.ofDays(7)), CHANGED_AT, 1, 1, 0, 7, true),
                List.of(quarantinedMessage()),
                List.of(),
                null,
                PROCESSED_AT);
    }

    private static QuarantinedMessage quarantinedMessage() {
        return new QuarantinedMessage(
                Outcome.FETCHED,
                NETWORK_MESSAGE_ID + "\\5f0a7c1d-3b52-4f0e-9a66-08de62f1a4b8",
                NETWORK_MESSAGE_ID,
                "20260203.1@mailer.example",
                CREATED_AT,
                CREATED_AT.plus(Duration.ofDays(30)),
                "billing@mailer.example",
                List.of("ben@contoso.com"),
                "Invoice 4711",
                48_231L,
                "High Confidence Phish",
                "HostedContentFilterPolicy",
                "Default",
                "Inbound",
                "NOTRELEASED",
                List.of(),
                List.of(),
                evidence(),
                ExampleMail.analysis(CREATED_AT),
                null);
    }

    static io.sluice.contracts.quarantine.Evidence evidence() {
        return new io.sluice.contracts.quarantine.Evidence(
                URI.create("https://quarantine.example/evidence/" + TENANT + "/" + "9f".repeat(32)),
                "9f".repeat(32),
                "3c".repeat(20),
                "7e".repeat(16),
                48_113,
                PROCESSED_AT,
                PROCESSED_AT.plus(Duration.ofDays(90)));
    }

    private static QueryRequest queryRequest() {
        return new QueryRequest(
                REQUEST_ID,
                QueryKind.INVESTIGATION,
                "contoso",
                "ann@contoso.com",
                ALERT_ID,
                null,
                "signins-of-user",
                JsonNodeFactory.instance.objectNode().put("user", "ben@contoso.com"),
                null,
                null,
                null,
                Duration.ofDays(7),
                new QueryLimits(1_000, null, Duration.ofMinutes(1)));
    }

    private static Result<QueryPart> queryResult() {
        Instant from = CHANGED_AT.minus(Duration.ofDays(7));
        ObjectNode statistics = JsonNodeFactory.instance.objectNode();
        statistics.putObject("query").put("executionTime", BigDecimal.valueOf(0.2343));
        return new Result<>(
                REQUEST_ID,
                ALERT_ID,
                "investigation",
                TENANT,
                CONNECTION,
                "contoso",
                ResultStatus.COMPLETED,
                1,
                new Extent(from, CHANGED_AT, 1, 1, 0, 1, true),
                List.of(new QueryPart(
                        List.of(
                                new Column("TimeGenerated", "datetime"),
                                new Column("IPAddress", "string"),
                                new Column("ResultType", "string"),
                                new Column("SignIns", "long")),
                        List.of(JsonNodeFactory.instance
                                .arrayNode()
                                .add(CHANGED)
                                .add("203.0.113.7")
                                .add("50126")
                                .add(12L)),
                        new Execution(
                                Engine.WORKSPACE,
                                "c0a70000-0000-4000-8000-00000000aaaa",
                                "SigninLogs | where UserPrincipalName =~ 'ben@contoso.com' | summarize SignIns = count()"
                                        + " by TimeGenerated, IPAddress, ResultType",
                                from + "/" + CHANGED_AT,
                                1,
                                58,
                                false,
                                null,
                                Duration.ofMillis(412),
                                List.of(),
                                statistics))),
                List.of(),
                null,
                PROCESSED_AT);
    }

    private static Connection connection() {
        return new Connection(
                CONNECTION,
                "contoso",
                TENANT,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of("defender", URI.create("https://eu.api.security.microsoft.com")),
                "5a1ce000-0000-4000-8000-0000000000ff",
                true,
                Duration.ofSeconds(10),
                Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))),
                3,
                CREATED_AT);
    }

    private static ObjectNode sourceIncident() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("incidentId", 4711)
                .put("incidentName", "Multi-stage incident on one endpoint")
                .put("createdTime", CREATED_AT.toString())
                .put("lastUpdateTime", CHANGED)
                .put("status", "Active")
                .put("severity", "Medium");
    }

    private static ObjectNode sourceEntity() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("entityType", "Ip")
                .put("verdict", "Suspicious")
                .put("ipAddress", "203.0.113.7");
    }

    private static RawIncident rawIncident() {
        return new RawIncident(
                TENANT, CONNECTION, Source.DEFENDER_XDR, READ_AT, sourceIncident(), List.of(ALERT_ID), 1);
    }

    private static RawAlert rawAlert() {
        ObjectNode alert = JsonNodeFactory.instance
                .objectNode()
                .put("alertId", ALERT_ID)
                .put("incidentId", 4711)
                .put("title", "Suspicious script launched")
                .put("category", "Execution")
                .put("status", "New")
                .put("severity", "Medium")
                .put("creationTime", CREATED_AT.toString())
                .put("lastUpdatedTime", CHANGED);
        alert.putArray("mitreTechniques").add("T1059.001");
        alert.putArray("devices");
        alert.putArray("entities").add(sourceEntity());
        return new RawAlert(TENANT, CONNECTION, Source.DEFENDER_XDR, READ_AT, sourceIncident(), alert);
    }

    private static DeadLetter deadLetter() {
        return DeadLetter.of(
                TENANT,
                CONNECTION,
                "normalizer",
                "The alert's lastUpdatedTime is not a time",
                PROCESSED_AT,
                "{\"alertId\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static ConnectionStatus connectionStatus() {
        return new ConnectionStatus(
                TENANT,
                CONNECTION,
                "contoso",
                Capability.DEFENDER_INCIDENTS.word(),
                "incident-poller",
                State.FAILING,
                READ_AT,
                PROCESSED_AT,
                CHANGED_AT,
                Duration.ofSeconds(7),
                new StatusError(
                        "unauthenticated",
                        "AADSTS7000222",
                        "The client secret has expired.",
                        "Create a new secret in the app registration and store it in the connection.",
                        READ_AT),
                CREATED_AT);
    }

    private static AuditEvent audit() {
        return new AuditEvent(
                "7d3c7a52-6a0b-4f0e-9b8f-0a4d2b8f6f11",
                CHANGED_AT,
                "connection-service",
                "connection.replace",
                "done",
                new AuditEvent.Actor("5a1ce000-0000-4000-8000-00000000000a", "Sluice operator", List.of("operator")),
                TENANT,
                CONNECTION,
                "contoso",
                "192.0.2.7",
                "PUT /connections/" + CONNECTION,
                Map.of("changed", "pollInterval, capabilities"));
    }

    private static Metadata metadata(String id, String version, List<String> profiles, List<String> labels) {
        return new Metadata(
                Metadata.OCSF_VERSION,
                XDR,
                profiles,
                TENANT + "/" + id + "/" + version,
                TENANT,
                id,
                CHANGED,
                "security/incidents",
                Source.DEFENDER_XDR,
                READ_AT.toEpochMilli(),
                READ_AT.toString(),
                PROCESSED_AT.toEpochMilli(),
                PROCESSED_AT.toString(),
                labels,
                List.of(new KeyValue("connection_id", CONNECTION)),
                null);
    }

    /** Returns the example of an alert. */
    public static DetectionFinding alert() {
        RelatedEvent incident = new RelatedEvent(
                INCIDENT_ID,
                RelatedEvent.INCIDENT,
                "Multi-stage incident on one endpoint",
                Severity.MEDIUM,
                "Medium",
                "Active",
                CREATED_AT.toEpochMilli(),
                CREATED_AT.toString(),
                CHANGED_AT.toEpochMilli(),
                CHANGED);
        FindingInfo info = new FindingInfo(
                ALERT_ID,
                null,
                "Suspicious script launched",
                "A script did what scripts should not.",
                List.of("Execution"),
                CREATED_AT.toEpochMilli(),
                CREATED_AT.toString(),
                CHANGED_AT.toEpochMilli(),
                CHANGED,
                null,
                null,
                null,
                null,
                null,
                new Product("Microsoft Defender for Endpoint", "MicrosoftDefenderForEndpoint", "Microsoft"),
                new Analytic(
                        "7f1c2d3e-0000-4000-8000-00000000abcd", AnalyticType.UNKNOWN, "Unknown", "WindowsDefenderAtp"),
                List.of(
                        new Attack(new Tactic("TA0002", "Execution"), null, null),
                        new Attack(null, new Technique("T1059", null), new Technique("T1059.001", null))),
                List.of(new KillChainPhase(KillChainPhaseType.EXPLOITATION, "Exploitation")),
                List.of("WindowsDefenderAtp"),
                List.of(incident),
                1);
        Evidence evidence = new Evidence(
                "Ip",
                null,
                "Suspicious",
                Verdict.SUSPICIOUS,
                null,
                null,
                null,
                null,
                null,
                null,
                new NetworkEndpoint("203.0.113.7", null),
                null,
                null,
                null,
                List.of(),
                sourceEntity());
        return new DetectionFinding(
                Activity.CREATE,
                "Create",
                2,
                "Findings",
                DetectionFinding.CLASS_UID,
                "Detection Finding",
                200_401,
                "Detection Finding: Create",
                CHANGED_AT.toEpochMilli(),
                CHANGED,
                null,
                null,
                null,
                null,
                Severity.MEDIUM,
                "Medium",
                DetectionStatus.NEW,
                "New",
                null,
                null,
                Verdict.UNKNOWN,
                null,
                true,
                "Suspicious script launched",
                null,
                null,
                null,
                CLOUD,
                metadata(ALERT_ID, "1f3870be274f6c49", List.of("cloud", "datetime", "incident"), List.of()),
                info,
                null,
                List.of(evidence),
                List.of(new Observable(
                        "evidences[0].src_endpoint.ip", ObservableType.IP_ADDRESS, "IP Address", "203.0.113.7")),
                List.of(),
                null,
                null);
    }

    /** Returns the example of an incident. */
    public static IncidentFinding incident() {
        FindingInfo info = new FindingInfo(
                INCIDENT_ID,
                null,
                "Multi-stage incident on one endpoint",
                null,
                List.of(),
                CREATED_AT.toEpochMilli(),
                CREATED_AT.toString(),
                CHANGED_AT.toEpochMilli(),
                CHANGED,
                null,
                null,
                null,
                null,
                "https://security.microsoft.com/incidents/4711?tid=" + TENANT,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(RelatedEvent.of(RelatedEvent.ALERT, ALERT_ID)),
                1);
        return new IncidentFinding(
                Activity.CREATE,
                "Create",
                2,
                "Findings",
                IncidentFinding.CLASS_UID,
                "Incident Finding",
                200_501,
                "Incident Finding: Create",
                CHANGED_AT.toEpochMilli(),
                CHANGED,
                Severity.MEDIUM,
                "Medium",
                IncidentStatus.NEW,
                "Active",
                Verdict.UNKNOWN,
                "Unknown",
                "Multi-stage incident on one endpoint",
                null,
                null,
                null,
                new Group("Unassigned", null, null),
                "https://security.microsoft.com/incidents/4711?tid=" + TENANT,
                CLOUD,
                metadata(INCIDENT_ID, "8b1a9953c4611296", List.of("cloud", "datetime"), List.of("vip")),
                List.of(info),
                List.of(),
                JsonNodeFactory.instance.objectNode().put("determination", "NotAvailable"));
    }
}
