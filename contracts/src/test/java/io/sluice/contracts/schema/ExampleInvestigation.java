package io.sluice.contracts.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.correlation.ChangeKind;
import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.FollowUp;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.correlation.Join;
import io.sluice.contracts.correlation.Link;
import io.sluice.contracts.correlation.MailAuthentication;
import io.sluice.contracts.correlation.Message;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.correlation.ScorePart;
import io.sluice.contracts.correlation.SharedEntity;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.correlation.TimelineEntry;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.Analytic;
import io.sluice.contracts.ocsf.AnalyticType;
import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.KeyValue;
import io.sluice.contracts.ocsf.KillChainPhase;
import io.sluice.contracts.ocsf.KillChainPhaseType;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.Observable;
import io.sluice.contracts.ocsf.ObservableType;
import io.sluice.contracts.ocsf.Priority;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Tactic;
import io.sluice.contracts.ocsf.Technique;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.contracts.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The investigation of the examples: a phishing mail that Defender finds, a sign-in after a click on its link that
 * Sentinel finds. The finding of Sentinel was an investigation of its own before it named the message.
 */
public final class ExampleInvestigation {

    static final String SERVICE = "enrichment-service";
    static final String ID = "0f0b8d5a-61c4-3b57-9a3e-5f5bd2b1a9c4";

    private static final String VERSION = "6b86b273ff34fce1";
    private static final String VERSION_BEFORE = "d4735e3a265e16ee";
    private static final String MERGED_ID = "b3b0c6a0-6d2f-3a57-8a3e-e4d1f7c20a95";
    private static final String MERGED_VERSION = "4e07408562bedb8b";
    private static final String MERGED_VERSION_BEFORE = "4b227777d4dd1fc6";

    private static final String MAIL_ALERT = "fa2c8d3f60-9b1e-4c55-9c00-08de62f1a4b7";
    private static final String SIGN_IN_ALERT = "sn9d3f6a0e-4c1b-4b0e-a1d2-7e5c90b8f431";
    private static final String MAIL_INCIDENT = "4712";
    private static final String SIGN_IN_INCIDENT = "5e0c7c1a-0000-4000-8000-000000000021";

    private static final String MAIL = "2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7";
    private static final String MESSAGE = "nmid:" + MAIL;
    private static final String USER = "ben@contoso.com";
    private static final String LINK = "https://login.mailer.example/contoso";
    private static final String ADDRESS = "203.0.113.7";
    private static final String SENDER = "mailer.example";

    private static final String EXPORT = "fu-2f1c9b7e-9a40-3d3c-8f0b-61d7e4a2c395";
    private static final String SIGN_INS = "fu-c9a81d54-0e6b-3b7f-9c12-d8f3052e7ab6";
    private static final String LOOK_UP = "fu-5b0e7a34-1c9d-3f62-8a51-90d2c4e6b718";

    private static final Instant RECEIVED_AT = Instant.parse("2026-02-03T10:11:12Z");
    private static final Instant MAIL_FOUND_AT = Instant.parse("2026-02-03T10:12:30.5Z");
    private static final Instant SIGNED_IN_AT = Instant.parse("2026-02-03T10:14:07Z");
    private static final Instant SIGN_IN_FOUND_AT = Instant.parse("2026-02-03T10:16:40Z");

    private static final Product OFFICE =
            new Product("Microsoft Defender for Office 365", "MicrosoftDefenderForOffice365", "Microsoft");
    private static final Product SENTINEL = new Product("Microsoft Sentinel", null, "Microsoft");

    private ExampleInvestigation() {}

    /** Returns what the line in the header of an example says. */
    static List<String> changesOf(Example example) {
        return example.eventId().equals(eventId(ID, VERSION)) ? changed().changes() : merged().changes();
    }

    static List<Example> records() {
        return List.of(
                new Example("open", eventId(ID, VERSION), ID, investigation()),
                new Example("merged", eventId(MERGED_ID, MERGED_VERSION), MERGED_ID, mergedInvestigation()));
    }

    static List<Example> changes() {
        return List.of(
                new Example("changed", eventId(ID, VERSION), ID, changed()),
                new Example("merged", eventId(MERGED_ID, MERGED_VERSION), MERGED_ID, merged()));
    }

    private static String eventId(String id, String version) {
        return Examples.TENANT + "/" + id + "/" + version;
    }

    /** Returns the example of an investigation. */
    public static InvestigationFinding investigation() {
        return new InvestigationFinding(
                Activity.UPDATE,
                "Update",
                2,
                "Findings",
                InvestigationFinding.CLASS_UID,
                "Incident Finding",
                200_502,
                "Incident Finding: Update",
                Examples.CHANGED_AT.toEpochMilli(),
                Examples.CHANGED,
                RECEIVED_AT.toEpochMilli(),
                RECEIVED_AT.toString(),
                SIGNED_IN_AT.toEpochMilli(),
                SIGNED_IN_AT.toString(),
                Severity.HIGH,
                "High",
                IncidentStatus.NEW,
                "New",
                Verdict.UNKNOWN,
                "Unknown",
                "Phishing mail to ben@contoso.com, then a sign-in from the address that sent it",
                "2 alerts of Microsoft Defender for Office 365 and Microsoft Sentinel are about ben@contoso.com and one mail"
                        + " from billing@mailer.example, which is in quarantine.",
                Priority.HIGH,
                "High",
                null,
                null,
                new Group("Unassigned", null, null),
                "https://security.microsoft.com/incidents/" + MAIL_INCIDENT + "?tid=" + Examples.TENANT,
                Examples.CLOUD,
                metadata(ID, VERSION),
                List.of(mailFinding(), signInFinding()),
                List.of(
                        observable(0, ObservableType.MESSAGE_UID, "Message UID", MAIL),
                        observable(1, ObservableType.EMAIL_ADDRESS, "Email Address", USER),
                        observable(2, ObservableType.URL_STRING, "URL String", LINK),
                        observable(3, ObservableType.IP_ADDRESS, "IP Address", ADDRESS),
                        observable(4, ObservableType.HOSTNAME, "Hostname", SENDER)),
                List.of(
                        new Attack(new Tactic("TA0001", "Initial Access"), null, null),
                        new Attack(null, new Technique("T1566", null), new Technique("T1566.002", null)),
                        new Attack(null, new Technique("T1078", null), null)),
                new InvestigationDetail(
                        InvestigationState.OPEN,
                        null,
                        2,
                        List.of(MAIL_INCIDENT, SIGN_IN_INCIDENT),
                        List.of(OFFICE.name(), SENTINEL.name()),
                        score(),
                        entities(),
                        List.of(join()),
                        timeline(),
                        List.of(message()),
                        followUps(),
                        List.of(new Link(EntityKind.IP, ADDRESS, List.of(Examples.ALERT_ID))),
                        null));
    }

    /** Returns the example of an investigation that was found to be one with another. */
    public static InvestigationFinding mergedInvestigation() {
        return new InvestigationFinding(
                Activity.CLOSE,
                "Close",
                2,
                "Findings",
                InvestigationFinding.CLASS_UID,
                "Incident Finding",
                200_503,
                "Incident Finding: Close",
                Examples.CHANGED_AT.toEpochMilli(),
                Examples.CHANGED,
                null,
                null,
                null,
                null,
                Severity.MEDIUM,
                "Medium",
                IncidentStatus.CLOSED,
                "Closed",
                Verdict.DUPLICATE,
                "Duplicate",
                "Merged into " + ID,
                null,
                null,
                null,
                null,
                null,
                new Group("Unassigned", null, null),
                null,
                Examples.CLOUD,
                metadata(MERGED_ID, MERGED_VERSION),
                List.of(),
                List.of(),
                List.of(),
                new InvestigationDetail(
                        InvestigationState.MERGED,
                        ID,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null));
    }

    private static InvestigationChange changed() {
        return new InvestigationChange(
                Examples.TENANT,
                ID,
                VERSION,
                VERSION_BEFORE,
                ChangeKind.CHANGED,
                null,
                Examples.READ_AT,
                List.of(
                        "alert " + SIGN_IN_ALERT
                                + " (Microsoft Sentinel, Medium): Sign-in after a click on a phishing link;"
                                + " shares message " + MAIL + " and user " + USER + " with " + MAIL_ALERT,
                        "investigation " + MERGED_ID + " is merged into this one",
                        "score 45, now 53: 2 products agree"),
                45,
                53);
    }

    private static InvestigationChange merged() {
        return new InvestigationChange(
                Examples.TENANT,
                MERGED_ID,
                MERGED_VERSION,
                MERGED_VERSION_BEFORE,
                ChangeKind.MERGED,
                ID,
                Examples.READ_AT,
                List.of("merged into " + ID + ": " + SIGN_IN_ALERT + " shares message " + MAIL + " and user " + USER
                        + " with " + MAIL_ALERT),
                30,
                0);
    }

    private static Metadata metadata(String id, String version) {
        return new Metadata(
                Metadata.OCSF_VERSION,
                new Product("Sluice", null, "Sluice"),
                List.of("cloud", "datetime"),
                eventId(id, version),
                Examples.TENANT,
                id,
                null,
                "investigations",
                SERVICE,
                Examples.READ_AT.toEpochMilli(),
                Examples.READ_AT.toString(),
                Examples.READ_AT.toEpochMilli(),
                Examples.READ_AT.toString(),
                List.of(),
                List.of(new KeyValue("connection_id", Examples.CONNECTION)),
                null);
    }

    private static FindingInfo mailFinding() {
        return new FindingInfo(
                MAIL_ALERT,
                null,
                "Email messages containing malicious URL removed after delivery",
                "A mail with a link to a phishing page was delivered and then moved to quarantine.",
                List.of("InitialAccess"),
                MAIL_FOUND_AT.toEpochMilli(),
                MAIL_FOUND_AT.toString(),
                MAIL_FOUND_AT.toEpochMilli(),
                MAIL_FOUND_AT.toString(),
                RECEIVED_AT.toEpochMilli(),
                RECEIVED_AT.toString(),
                RECEIVED_AT.toEpochMilli(),
                RECEIVED_AT.toString(),
                "https://security.microsoft.com/alerts/" + MAIL_ALERT + "?tid=" + Examples.TENANT,
                OFFICE,
                new Analytic("8e6ba277-ef39-404e-aaf1-294f6d9a2b88", AnalyticType.UNKNOWN, "Unknown", "OfficeATP"),
                List.of(
                        new Attack(new Tactic("TA0001", "Initial Access"), null, null),
                        new Attack(null, new Technique("T1566", null), new Technique("T1566.002", null))),
                List.of(new KillChainPhase(KillChainPhaseType.DELIVERY, "Delivery")),
                List.of("OfficeATP"),
                List.of(RelatedEvent.of(RelatedEvent.INCIDENT, MAIL_INCIDENT)),
                1);
    }

    private static FindingInfo signInFinding() {
        return new FindingInfo(
                SIGN_IN_ALERT,
                null,
                "Sign-in after a click on a phishing link",
                null,
                List.of("InitialAccess"),
                SIGN_IN_FOUND_AT.toEpochMilli(),
                SIGN_IN_FOUND_AT.toString(),
                Examples.CHANGED_AT.toEpochMilli(),
                Examples.CHANGED,
                SIGNED_IN_AT.toEpochMilli(),
                SIGNED_IN_AT.toString(),
                SIGNED_IN_AT.toEpochMilli(),
                SIGNED_IN_AT.toString(),
                null,
                SENTINEL,
                null,
                List.of(
                        new Attack(new Tactic("TA0001", "Initial Access"), null, null),
                        new Attack(null, new Technique("T1078", null), null)),
                List.of(new KillChainPhase(KillChainPhaseType.EXPLOITATION, "Exploitation")),
                List.of("Scheduled"),
                List.of(RelatedEvent.of(RelatedEvent.INCIDENT, SIGN_IN_INCIDENT)),
                1);
    }

    private static Observable observable(int entity, ObservableType type, String caption, String value) {
        return new Observable("unmapped.entities[" + entity + "].value", type, caption, value);
    }

    private static Score score() {
        return new Score(
                53,
                List.of(
                        new ScorePart("severity", 40, "the worst alert is high"),
                        new ScorePart("products", 8, "2 products agree"),
                        new ScorePart("accounts", 5, USER + " is at risk, says Entra ID Protection")));
    }

    private static List<Entity> entities() {
        return List.of(
                entity(
                        EntityKind.MESSAGE,
                        MESSAGE,
                        "Invoice 4711",
                        List.of("imid:20260203.1@mailer.example"),
                        "malicious",
                        2,
                        null),
                entity(
                        EntityKind.USER,
                        USER,
                        "Ben Baker",
                        List.of("oid:6f1d2c3b-0000-4000-8000-0000000000b1"),
                        "suspicious",
                        2,
                        new DirectoryEntry(ExampleDirectory.user(), null, List.of())),
                entity(EntityKind.URL, LINK, null, List.of(), "malicious", 1, null),
                entity(EntityKind.IP, ADDRESS, null, List.of(), "suspicious", 2, null),
                entity(EntityKind.DOMAIN, SENDER, null, List.of(), null, 1, null));
    }

    private static Entity entity(
            EntityKind kind,
            String value,
            @Nullable String label,
            List<String> aliases,
            @Nullable String verdict,
            int findings,
            @Nullable DirectoryEntry context) {
        return new Entity(
                kind.word() + ":" + value,
                kind,
                value,
                label,
                aliases,
                verdict,
                findings,
                RECEIVED_AT,
                findings == 1 ? RECEIVED_AT : SIGNED_IN_AT,
                false,
                context);
    }

    private static Join join() {
        return new Join(
                SIGN_IN_ALERT,
                MAIL_ALERT,
                List.of(
                        new SharedEntity(EntityKind.MESSAGE, MESSAGE, Strength.STRONG),
                        new SharedEntity(EntityKind.USER, USER, Strength.MEDIUM),
                        new SharedEntity(EntityKind.IP, ADDRESS, Strength.WEAK)),
                0.98,
                SIGN_IN_FOUND_AT);
    }

    private static List<TimelineEntry> timeline() {
        return List.of(
                new TimelineEntry(
                        RECEIVED_AT,
                        "message",
                        MAIL,
                        "Mail from billing@mailer.example to ben@contoso.com: Invoice 4711",
                        OFFICE.name(),
                        null,
                        List.of("message:" + MESSAGE, "user:" + USER, "url:" + LINK, "domain:" + SENDER)),
                new TimelineEntry(
                        MAIL_FOUND_AT,
                        "alert",
                        MAIL_ALERT,
                        "Email messages containing malicious URL removed after delivery",
                        OFFICE.name(),
                        "High",
                        List.of("message:" + MESSAGE, "user:" + USER, "url:" + LINK, "ip:" + ADDRESS)),
                new TimelineEntry(
                        SIGNED_IN_AT,
                        "answer",
                        SIGN_INS,
                        "ben@contoso.com signed in from 203.0.113.7 (NL)",
                        null,
                        null,
                        List.of("user:" + USER, "ip:" + ADDRESS)),
                new TimelineEntry(
                        SIGN_IN_FOUND_AT,
                        "alert",
                        SIGN_IN_ALERT,
                        "Sign-in after a click on a phishing link",
                        SENTINEL.name(),
                        "Medium",
                        List.of("message:" + MESSAGE, "user:" + USER, "ip:" + ADDRESS)));
    }

    private static Message message() {
        return new Message(
                MAIL,
                "20260203.1@mailer.example",
                RECEIVED_AT,
                "billing@mailer.example",
                List.of(USER),
                List.of("Priority Account"),
                "Invoice 4711",
                "High Confidence Phish",
                "NOTRELEASED",
                Examples.evidence(),
                new MailAuthentication("fail", "none", "fail", "fail"),
                List.of(LINK),
                List.of("2c".repeat(32)));
    }

    private static List<FollowUp> followUps() {
        return List.of(
                new FollowUp(
                        EXPORT,
                        Topics.QUARANTINE_REQUESTS.name(),
                        "quarantine-export",
                        "message:" + MESSAGE,
                        "completed",
                        1L,
                        "1 message fetched",
                        List.of(JsonNodeFactory.instance
                                .objectNode()
                                .put("outcome", "fetched")
                                .put("identity", MAIL + "\\5f0a7c1d-3b52-4f0e-9a66-08de62f1a4b8"))),
                new FollowUp(
                        SIGN_INS,
                        Topics.QUERY_REQUESTS.name(),
                        "signins-of-user",
                        "user:" + USER,
                        "completed",
                        1L,
                        "1 sign-in from 1 address, 0 failed",
                        List.of(signIn())),
                new FollowUp(
                        LOOK_UP,
                        Topics.DIRECTORY_REQUESTS.name(),
                        "directory-user",
                        "user:" + USER,
                        "completed",
                        1L,
                        "Ben Baker, Accountant, Finance; risk medium",
                        List.of()),
                new FollowUp(
                        "fu-7ad1e0c3-52b8-3964-a7f0-1b9c8d6e4f25",
                        Topics.QUERY_REQUESTS.name(),
                        "clicks-on-url",
                        "url:" + LINK,
                        "asked",
                        null,
                        null,
                        List.of()));
    }

    private static ObjectNode signIn() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("TimeGenerated", SIGNED_IN_AT.toString())
                .put("User", USER)
                .put("Application", "Office 365 Exchange Online")
                .put("IPAddress", ADDRESS)
                .put("Country", "NL")
                .put("ErrorCode", "0");
    }
}
