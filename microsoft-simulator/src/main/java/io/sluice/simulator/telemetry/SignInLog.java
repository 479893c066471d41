package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sign-ins: those of every day, and those of the attacks, from the addresses that the alerts name. */
final class SignInLog {

    private static final String APP = "Office 365 Exchange Online";
    private static final String APP_ID = "00000002-0000-0ff1-ce00-000000000000";

    private SignInLog() {}

    /**
     * One sign-in.
     *
     * @param person who
     * @param address from where
     * @param at when
     * @param interactive whether a person did it, or a program for one
     * @param risk why it is thought to be risky; null if it is not
     * @param level how risky: none, low, medium or high
     */
    record One(
            Person person,
            String address,
            Instant at,
            boolean interactive,
            @Nullable String risk,
            String level) {}

    static Stream<One> interactive(World world) {
        Stream<One> everyday = SignIn.of(world.organisation(), world.now()).stream()
                .map(it -> new One(it.person(), it.address(), it.at(), true, null, "none"));
        return Stream.concat(everyday, attacks(world));
    }

    /** Tokens that programs renew, one or two hours after somebody signed in. */
    static Stream<One> nonInteractive(World world) {
        return interactive(world)
                .flatMap(it -> Stream.of(1, 2)
                        .map(hours -> new One(
                                it.person(),
                                it.address(),
                                it.at().plus(Duration.ofMinutes(53L * hours)),
                                false,
                                it.risk(),
                                it.level())))
                .filter(it -> !it.at().isAfter(world.now()));
    }

    private static Stream<One> attacks(World world) {
        return world.alerts().stream().flatMap(alert -> {
            boolean signIn = switch (alert.serviceSource()) {
                case "AADIdentityProtection", "MicrosoftCloudAppSecurity", "Microsoft365Defender" -> true;
                default -> false;
            };
            List<Evidence.User> users = World.of(alert, Evidence.User.class);
            if (!signIn || users.isEmpty()) {
                return Stream.of();
            }
            Optional<Person> person = world.person(users.getFirst());
            return World.of(alert, Evidence.Ip.class).stream()
                    .flatMap(ip -> person.stream().map(it -> {
                        boolean office =
                                ip.address().equals(world.organisation().officeAddress());
                        return new One(
                                it,
                                ip.address(),
                                moment(alert, ip),
                                true,
                                office ? null : risk(alert),
                                office ? "none" : alert.severity().equals("High") ? "high" : "medium");
                    }));
        });
    }

    private static Instant moment(Alert alert, Evidence.Ip ip) {
        return alert.firstActivity().plusMillis(World.number(ip.address()) % 4000);
    }

    private static String risk(Alert alert) {
        return switch (alert.title()) {
            case "Anonymous IP address" -> "anonymizedIPAddress";
            case "Anomalous token" -> "anomalousToken";
            case "Unfamiliar sign-in properties" -> "unfamiliarFeatures";
            case "Impossible travel activity" -> "impossibleTravel";
            default -> "suspiciousAPITraffic";
        };
    }

    /** As Entra ID sends it to a workspace. */
    static Event workspace(World world, One one) {
        return new Event(one.at(), () -> {
            Person person = one.person();
            String[] place = world.place(one.address());
            boolean own = one.risk() == null;
            Map<String, @Nullable Object> cells = common(world, one);
            cells.put("OperationName", "Sign-in activity");
            cells.put("OperationVersion", "1.0");
            cells.put("Category", one.interactive() ? "SignInLogs" : "NonInteractiveUserSignInLogs");
            cells.put("ResultType", "0");
            cells.put("ResultSignature", "None");
            cells.put("DurationMs", 0);
            cells.put("Identity", person.displayName());
            cells.put("Level", "4");
            cells.put("Location", place[0]);
            cells.put("LocationDetails", Map.of("city", place[1], "countryOrRegion", place[0], "state", ""));
            cells.put("CreatedDateTime", one.at());
            cells.put("AppDisplayName", APP);
            cells.put("AppId", APP_ID);
            cells.put("ConditionalAccessPolicies", List.of());
            cells.put("ConditionalAccessStatus", own ? "success" : "notApplied");
            cells.put(
                    "DeviceDetail",
                    own ? device(world, person) : Map.of("operatingSystem", "Windows10", "browser", "Chrome 139.0.0"));
            cells.put("IsInteractive", one.interactive());
            cells.put("IsRisky", !own);
            cells.put("IPAddress", one.address());
            cells.put("RiskDetail", "none");
            cells.put("RiskEventTypes_V2", own ? List.of() : List.of(String.valueOf(one.risk())));
            cells.put("RiskEventTypes", own ? List.of() : List.of(String.valueOf(one.risk())));
            cells.put("RiskLevelAggregated", one.level());
            cells.put("RiskLevelDuringSignIn", one.level());
            cells.put("RiskState", own ? "none" : "atRisk");
            cells.put("ResourceIdentity", APP_ID);
            cells.put(
                    "Status",
                    Map.of(
                            "errorCode",
                            0,
                            "additionalDetails",
                            own ? "MFA requirement satisfied by claim in the token" : ""));
            cells.put("TokenIssuerType", "AzureAD");
            cells.put("UserDisplayName", person.displayName());
            cells.put("UserId", person.user().aadUserId());
            cells.put("UserPrincipalName", person.user().principalName());
            cells.put("UserType", "Member");
            cells.put("AADTenantId", world.tenant().id());
            cells.put("HomeTenantId", world.tenant().id());
            cells.put("AlternateSignInName", person.user().principalName());
            cells.put("ResourceGroup", "Microsoft.aadiam");
            cells.put("ResourceProvider", "Microsoft.aadiam");
            cells.put("ResourceId", "/tenants/" + world.tenant().id() + "/providers/Microsoft.aadiam");
            cells.put("SourceSystem", "Azure AD");
            return cells;
        });
    }

    /** As advanced hunting has it: with numbers where the others have words. */
    static Event hunting(World world, One one) {
        return new Event(one.at(), () -> {
            Person person = one.person();
            String[] place = world.place(one.address());
            boolean own = one.risk() == null;
            Map<String, @Nullable Object> cells = common(world, one);
            cells.put("Application", APP);
            cells.put("ApplicationId", APP_ID);
            cells.put("LogonType", List.of(one.interactive() ? "interactiveUser" : "nonInteractiveUser"));
            cells.put("ErrorCode", 0);
            cells.put("SessionId", World.guid("session" + person.user().aadUserId() + one.address()));
            cells.put("AccountDisplayName", person.displayName());
            cells.put("AccountObjectId", person.user().aadUserId());
            cells.put("AccountUpn", person.user().principalName());
            cells.put("IsExternalUser", 0);
            cells.put("IsGuestUser", false);
            cells.put("DeviceName", own ? world.organisation().deviceOf(person).dnsName() : "");
            cells.put("OSPlatform", own ? world.organisation().deviceOf(person).osPlatform() : "Windows10");
            cells.put("IsManaged", own ? 1 : 0);
            cells.put("IsCompliant", own ? 1 : 0);
            cells.put("RiskLevelAggregated", level(one.level()));
            cells.put("RiskLevelDuringSignIn", level(one.level()));
            cells.put("RiskEventTypes", own ? List.of() : List.of(String.valueOf(one.risk())));
            cells.put("RiskState", own ? 0 : 4);
            cells.put("Browser", own ? "Edge 140.0.0" : "Chrome 139.0.0");
            cells.put("ConditionalAccessStatus", own ? 0 : 2);
            cells.put("IPAddress", one.address());
            cells.put("Country", place[0]);
            cells.put("City", place[1]);
            cells.put("RequestId", id(one));
            cells.put("ReportId", id(one));
            cells.put("TenantId", world.tenant().id());
            cells.put("TimeGenerated", one.at());
            cells.put(
                    "EntraIdDeviceId",
                    own ? world.organisation().deviceOf(person).aadId() : "");
            return cells;
        });
    }

    private static int level(String level) {
        return switch (level) {
            case "low" -> 10;
            case "medium" -> 50;
            case "high" -> 100;
            default -> 1;
        };
    }

    private static String id(One one) {
        return World.guid(one.person().user().aadUserId() + one.at());
    }

    private static Map<String, @Nullable Object> common(World world, One one) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("Id", id(one));
        cells.put("CorrelationId", World.guid(one.at() + one.person().user().aadUserId()));
        cells.put("ClientAppUsed", one.interactive() ? "Browser" : "Mobile Apps and Desktop clients");
        cells.put(
                "AuthenticationRequirement",
                one.risk() == null ? "multiFactorAuthentication" : "singleFactorAuthentication");
        cells.put("ResourceDisplayName", APP);
        cells.put("ResourceId", APP_ID);
        cells.put("ResourceTenantId", world.tenant().id());
        cells.put(
                "UserAgent",
                one.risk() == null
                        ? "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Edg/140.0.0.0"
                        : "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.0.0");
        return cells;
    }

    private static Map<String, Object> device(World world, Person person) {
        var device = world.organisation().deviceOf(person);
        return Map.of(
                "deviceId",
                String.valueOf(device.aadId()),
                "displayName",
                device.dnsName(),
                "operatingSystem",
                device.osPlatform(),
                "browser",
                "Edge 140.0.0",
                "isCompliant",
                Chart.meetsPolicies(device),
                "isManaged",
                true,
                "trustType",
                "Hybrid Azure AD joined");
    }

    /** What behaviour analytics makes of the risky ones. */
    static Stream<Event> behavior(World world) {
        return attacks(world)
                .filter(it -> it.risk() != null)
                .map(one -> new Event(one.at(), () -> {
                    Person person = one.person();
                    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
                    String id = World.guid("behavior" + id(one));
                    String reason = "First time that " + person.displayName() + " connected from "
                            + world.place(one.address())[0];
                    // UEBA
                    cells.put("SourceRecordId", id(one));
                    cells.put("ActivityType", "LogOn");
                    cells.put("ActionType", "Sign-in");
                    cells.put("EventSource", "Azure AD");
                    cells.put("UserName", person.user().accountName());
                    cells.put("UserPrincipalName", person.user().principalName());
                    cells.put("SourceIPAddress", one.address());
                    cells.put("SourceIPLocation", world.place(one.address())[0]);
                    cells.put("InvestigationPriority", one.level().equals("high") ? 8 : 5);
                    cells.put("TimeProcessed", one.at().plusSeconds(40));
                    cells.put(
                            "ActivityInsights",
                            Map.of(
                                    "FirstTimeUserConnectedFromCountry",
                                    "True",
                                    "CountryUncommonlyConnectedFromByUser",
                                    "True"));
                    cells.put(
                            "UsersInsights",
                            Map.of(
                                    "AccountDisplayName",
                                    person.displayName(),
                                    "OnPremSid",
                                    person.user().sid()));
                    // Anomaly rules
                    cells.put("Id", id);
                    cells.put("AnomalyTemplateName", "Anomalous Sign-in Location by User Account - AAD");
                    cells.put("RuleName", "UEBA Anomalous Sign In");
                    cells.put("RuleStatus", "Production");
                    cells.put("VendorName", "Microsoft");
                    cells.put("Description", reason);
                    cells.put("Score", one.level().equals("high") ? 0.92 : 0.71);
                    cells.put("SourceIpAddress", one.address());
                    cells.put(
                            "SourceLocation",
                            Map.of(
                                    "CountryCode",
                                    world.place(one.address())[0],
                                    "City",
                                    world.place(one.address())[1]));
                    cells.put("Tactics", "InitialAccess");
                    cells.put("Techniques", List.of("T1078"));
                    cells.put(
                            "AnomalyReasons",
                            List.of(Map.of(
                                    "IsAnomalous", true, "Name", "FirstTimeUserConnectedFromCountry", "Text", reason)));
                    // Behaviors
                    cells.put("BehaviorId", id);
                    cells.put("Title", "Sign-in from an unusual country");
                    cells.put("AttackTechniques", List.of("Valid Accounts (T1078)"));
                    cells.put("Categories", List.of("InitialAccess"));
                    cells.put("ServiceSource", "Microsoft Defender for Cloud Apps");
                    cells.put("DetectionSource", "Microsoft Defender for Cloud Apps");
                    cells.put("DataSources", List.of("AAD"));
                    cells.put("AccountUpn", person.user().principalName());
                    cells.put("AccountObjectId", person.user().aadUserId());
                    cells.put("StartTime", one.at());
                    cells.put("EndTime", one.at());
                    cells.put("AdditionalFields", Map.of("IPAddress", one.address(), "Reason", reason));
                    return cells;
                }));
    }
}
