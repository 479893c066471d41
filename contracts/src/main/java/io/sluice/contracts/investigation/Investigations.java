package io.sluice.contracts.investigation;

import static io.sluice.contracts.investigation.Parameter.optional;
import static io.sluice.contracts.investigation.Parameter.required;
import static io.sluice.contracts.query.Engine.HUNTING;
import static io.sluice.contracts.query.Engine.WORKSPACE;

import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The named investigations. sentinel-reader has their queries.
 *
 * <p>Which engine comes first: a Sentinel workspace has the tables of mail, clicks and devices only if the Defender XDR
 * connector was told to send them, and that costs by volume, so most tenants have them in Defender alone. Sign-ins and
 * directory audits are in a workspace with the Entra connector, for as long as it keeps data; Defender has sign-ins
 * only with Entra ID P2, changes only with Defender for Cloud Apps, and both for 30 days.
 */
public final class Investigations {

    private static final List<Engine> WORKSPACE_FIRST = List.of(WORKSPACE, HUNTING);
    private static final List<Engine> HUNTING_FIRST = List.of(HUNTING, WORKSPACE);

    private static final Parameter USER =
            required("user", ParameterType.EMAIL, "The user principal name of the user.", "ann@contoso.com");
    private static final Parameter DEVICE =
            required("device", ParameterType.DEVICE, "The device.", "ws-0042.contoso.com");

    private static final List<Column> SIGN_IN = columns("""
            TimeGenerated:datetime User:string UserId:string Application:string Resource:string IPAddress:string
            Country:string City:string ErrorCode:string Reason:string Interactive:bool Client:string
            Authentication:string ConditionalAccess:string Risk:string Device:string OperatingSystem:string
            UserAgent:string CorrelationId:string
            """);

    private static final List<Column> MAIL = columns("""
            TimeGenerated:datetime NetworkMessageId:string InternetMessageId:string Subject:string Sender:string
            SenderName:string EnvelopeSender:string SenderIP:string Recipient:string Direction:string
            DeliveryAction:string DeliveryLocation:string LatestLocation:string ThreatTypes:string ThreatNames:string
            DetectionMethods:string Confidence:string Authentication:string Urls:int Attachments:int
            """);

    private static final List<Investigation> ALL = List.of(
            new Investigation(
                    "signins-of-user",
                    "Sign-ins of a user",
                    "A row is a sign-in, interactive or not, that succeeded (ErrorCode 0) or failed. Country and city are"
                            + " where Microsoft locates the address.",
                    WORKSPACE_FIRST,
                    List.of(USER),
                    SIGN_IN),
            new Investigation(
                    "signins-from-address",
                    "Sign-ins from an IP address",
                    "A row is a sign-in of anyone from the address, interactive or not, that succeeded (ErrorCode 0) or"
                            + " failed.",
                    WORKSPACE_FIRST,
                    List.of(required("address", ParameterType.IP, "Where the sign-ins came from.", "203.0.113.7")),
                    SIGN_IN),
            new Investigation(
                    "mail-by-message",
                    "What became of a message",
                    "A row is a message as one recipient got it, or did not. All recipients share the"
                            + " NetworkMessageId, which alerts and quarantine name as well.",
                    HUNTING_FIRST,
                    List.of(
                            required(
                                    "networkMessageId",
                                    ParameterType.GUID,
                                    "Exchange Online's id of the message.",
                                    "a1b2c3d4-0000-4000-8000-00000000abcd"),
                            optional(
                                    "recipient",
                                    ParameterType.EMAIL,
                                    "Only what this recipient got.",
                                    "ann@contoso.com")),
                    MAIL),
            new Investigation(
                    "mail-to-recipient",
                    "Mail to a recipient",
                    "A row is a message that one recipient got, or that was held back.",
                    HUNTING_FIRST,
                    List.of(
                            required("recipient", ParameterType.EMAIL, "Who got it.", "ann@contoso.com"),
                            optional(
                                    "sender",
                                    ParameterType.EMAIL,
                                    "Only mail from this address, as shown or of the envelope.",
                                    "billing@fabrikam.com"),
                            optional("subject", ParameterType.TEXT, "Only mail with this in the subject.", "invoice")),
                    MAIL),
            new Investigation(
                    "clicks-on-url",
                    "Clicks on a URL",
                    "A row is a click that Safe Links saw: on the URL, on one below it, or on one that led there.",
                    HUNTING_FIRST,
                    List.of(required(
                            "url",
                            ParameterType.URL,
                            "The address, or the start of it up to a sign such as / or ?; or a host.",
                            "https://login.fabrikam.example/verify")),
                    columns("""
                            TimeGenerated:datetime User:string Url:string UrlChain:string Action:string
                            ClickedThrough:bool Workload:string IPAddress:string ThreatTypes:string
                            DetectionMethods:string NetworkMessageId:string
                            """)),
            new Investigation(
                    "processes-on-device",
                    "Processes on a device",
                    "A row is a process that was started, with the one that started it.",
                    HUNTING_FIRST,
                    List.of(
                            DEVICE,
                            optional(
                                    "text",
                                    ParameterType.TEXT,
                                    "Only processes with this in a command line or file name, their own or their parent's.",
                                    "powershell")),
                    columns("""
                            TimeGenerated:datetime Device:string DeviceId:string Action:string FileName:string
                            FolderPath:string CommandLine:string ProcessId:long AccountDomain:string Account:string
                            AccountUpn:string Integrity:string SHA1:string SHA256:string ParentFileName:string
                            ParentCommandLine:string ParentProcessId:long ParentSHA256:string
                            """)),
            new Investigation(
                    "file-sightings",
                    "Where a file was seen",
                    "A row is a sighting of the file: on a disk (source file), as a process (source process) or attached"
                            + " to a mail (source mail, by SHA-256 only).",
                    HUNTING_FIRST,
                    List.of(required(
                            "hash",
                            ParameterType.HASH,
                            "The digest of the file.",
                            "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f")),
                    columns("""
                            TimeGenerated:datetime Source:string Action:string FileName:string FolderPath:string
                            FileSize:long MD5:string SHA1:string SHA256:string Device:string DeviceId:string
                            Account:string CommandLine:string OriginUrl:string Sender:string Recipient:string
                            NetworkMessageId:string
                            """)),
            new Investigation(
                    "logons-on-device",
                    "Logons on a device",
                    "A row is a logon, or the attempt of one, on the device.",
                    HUNTING_FIRST,
                    List.of(
                            DEVICE,
                            optional(
                                    "account",
                                    ParameterType.TEXT,
                                    "Only of this account, without its domain.",
                                    "administrator")),
                    columns("""
                            TimeGenerated:datetime Device:string DeviceId:string Action:string LogonType:string
                            AccountDomain:string Account:string AccountSid:string LocalAdmin:bool RemoteIP:string
                            RemoteDevice:string Protocol:string FailureReason:string ProcessFileName:string
                            ProcessCommandLine:string
                            """)),
            new Investigation(
                    "audit-changes-by-user",
                    "Changes to the directory by a user",
                    "A row is a change of users, groups, roles, applications, policies or devices in Entra ID that the"
                            + " user made.",
                    WORKSPACE_FIRST,
                    List.of(USER),
                    columns("""
                            TimeGenerated:datetime User:string IPAddress:string Operation:string Category:string
                            Service:string Result:string Reason:string TargetType:string Target:string TargetId:string
                            Changes:dynamic CorrelationId:string
                            """)),
            new Investigation(
                    "alerts-for-entity",
                    "Alerts that name an entity",
                    "A row is an alert, in its newest version, that names the entity: a user (ann@contoso.com,"
                            + " CONTOSO\\ann), host, address, file (a.exe, C:\\Temp\\a.exe), digest, URL, command line, or the"
                            + " id of a message or device. Some products know a user by name and domain alone.",
                    WORKSPACE_FIRST,
                    List.of(required(
                            "entity", ParameterType.TEXT, "What to look for, as whole words.", "ann@contoso.com")),
                    columns("""
                            TimeGenerated:datetime AlertId:string ProductAlertId:string Title:string Severity:string
                            Status:string Product:string Component:string Tactics:string Techniques:string
                            Entity:string Entities:string Link:string
                            """)),
            new Investigation(
                    "anomalies-around",
                    "Anomalies around a time",
                    "A row is something out of the ordinary that Microsoft saw within the margin before and after the"
                            + " moment: of the workspace's anomaly rules and UEBA (only what has a priority), or a behavior"
                            + " of Defender. The request's own from, to and duration do not apply.",
                    WORKSPACE_FIRST,
                    List.of(
                            required(
                                    "around",
                                    ParameterType.MOMENT,
                                    "The moment, such as that of an alert.",
                                    "2026-03-01T08:30:00Z"),
                            new Parameter(
                                    "margin",
                                    ParameterType.DURATION,
                                    false,
                                    "PT12H",
                                    "How far before and after it, at most P7D.",
                                    "PT6H"),
                            optional("user", ParameterType.EMAIL, "Only of this user.", "ann@contoso.com")),
                    columns("""
                            TimeGenerated:datetime Source:string Id:string Title:string Description:string Score:real
                            User:string IPAddress:string Device:string Tactics:string Techniques:string Details:dynamic
                            """)));

    private Investigations() {}

    /** Returns all of them. */
    public static List<Investigation> all() {
        return ALL;
    }

    /** Returns the one with a name, if there is one. */
    public static Optional<Investigation> named(String name) {
        return ALL.stream()
                .filter(investigation -> investigation.name().equals(name))
                .findFirst();
    }

    private static List<Column> columns(String namesAndTypes) {
        return Arrays.stream(namesAndTypes.strip().split("\\s+"))
                .map(column -> column.split(":", 2))
                .map(column -> new Column(column[0], column[1]))
                .toList();
    }
}
