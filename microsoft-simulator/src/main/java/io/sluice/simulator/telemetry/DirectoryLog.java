package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.organisation.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes: to the directory, and in mailboxes. */
final class DirectoryLog {

    private DirectoryLog() {}

    /**
     * A change.
     *
     * @param workload which service was changed
     * @param operation what was done
     * @param category kind of change
     * @param by who did it
     * @param address from where
     * @param targetType kind of what was changed
     * @param target name of what was changed
     * @param targetId id of what was changed
     * @param property what became different
     * @param value what it became
     */
    record Change(
            Instant at,
            String workload,
            String operation,
            String category,
            Evidence.User by,
            String address,
            String targetType,
            String target,
            String targetId,
            String property,
            String value) {}

    static Stream<Change> changes(World world) {
        return Stream.concat(
                world.alerts().stream().flatMap(alert -> attack(world, alert)),
                world.everyday("changes", Duration.ofHours(4), 3, (at, random) -> ordinary(world, at, random)));
    }

    private static Change ordinary(World world, Instant at, SplittableRandom random) {
        Person by = world.anybody(random);
        Person of = world.anybody(random);
        boolean password = random.nextBoolean();
        return new Change(
                at,
                "AzureActiveDirectory",
                password ? "Reset user password" : "Add member to group",
                password ? "UserManagement" : "GroupManagement",
                by.user(),
                world.organisation().officeAddress(),
                "User",
                of.user().principalName(),
                of.user().aadUserId(),
                password ? "" : "Group.DisplayName",
                password ? "" : "Project " + random.nextInt(20));
    }

    private static Stream<Change> attack(World world, Alert alert) {
        List<Evidence.User> users = World.of(alert, Evidence.User.class);
        if (users.isEmpty()) {
            return Stream.of();
        }
        Evidence.User by = users.getFirst();
        Instant at = alert.firstActivity();
        String address = World.of(alert, Evidence.Ip.class).stream()
                .map(Evidence.Ip::address)
                .filter(it -> !it.equals(world.organisation().officeAddress()))
                .findFirst()
                .orElse(world.organisation().officeAddress());
        return switch (alert.title()) {
            case "Suspicious addition of an authentication method" ->
                Stream.of(new Change(
                        at,
                        "AzureActiveDirectory",
                        "User registered security info",
                        "UserManagement",
                        by,
                        address,
                        "User",
                        by.principalName(),
                        by.aadUserId(),
                        "StrongAuthenticationMethod",
                        "Authenticator App"));
            case "Unusual addition of credentials to an OAuth app" ->
                Stream.of(new Change(
                        at,
                        "AzureActiveDirectory",
                        "Update application - Certificates and secrets management",
                        "ApplicationManagement",
                        by,
                        address,
                        "Application",
                        "Mail Archiver",
                        World.guid("app" + by.sid()),
                        "KeyDescription",
                        "[\"[KeyIdentifier=" + World.guid(alert.alertId())
                                + ",KeyType=Password,KeyUsage=Verify,DisplayName=backup]\"]"));
            case "Suspicious additions to sensitive groups" ->
                users.size() < 2
                        ? Stream.of()
                        : Stream.of(new Change(
                                at,
                                "AzureActiveDirectory",
                                "Add member to group",
                                "GroupManagement",
                                by,
                                address,
                                "User",
                                users.get(1).principalName(),
                                users.get(1).aadUserId(),
                                "Group.DisplayName",
                                World.of(alert, Evidence.SecurityGroup.class).stream()
                                        .map(Evidence.SecurityGroup::name)
                                        .findFirst()
                                        .orElse("")));
            case "Suspicious inbox forwarding rule" ->
                Stream.of(new Change(
                        at,
                        "Exchange",
                        "New-InboxRule",
                        "Set",
                        by,
                        address,
                        "Mailbox",
                        by.principalName(),
                        by.aadUserId(),
                        "ForwardTo",
                        "archive@" + World.guid(alert.alertId()).substring(0, 6) + "-mail.example"));
            default -> Stream.of();
        };
    }

    private static List<Map<String, Object>> modified(Change it) {
        return it.property().isEmpty()
                ? List.of()
                : List.of(Map.of(
                        "displayName",
                        it.property(),
                        "oldValue",
                        "[]",
                        "newValue",
                        "\"" + it.value().replace("\"", "\\\"") + "\""));
    }

    /** Changes to the directory, as Entra ID sends them to a workspace. */
    static Stream<Event> audit(World world) {
        return changes(world)
                .filter(it -> it.workload().equals("AzureActiveDirectory"))
                .map(it -> new Event(it.at(), () -> {
                    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
                    String id = World.guid(it.operation() + it.at() + it.by().sid());
                    Map<String, Object> user = Map.of(
                            "id",
                            it.by().aadUserId(),
                            "displayName",
                            "",
                            "userPrincipalName",
                            it.by().principalName(),
                            "ipAddress",
                            it.address(),
                            "roles",
                            List.of());
                    Map<String, Object> target = new LinkedHashMap<>();
                    target.put("id", it.targetId());
                    target.put("displayName", it.target());
                    target.put("type", it.targetType());
                    if (it.targetType().equals("User")) {
                        target.put("userPrincipalName", it.target());
                    }
                    target.put("modifiedProperties", modified(it));
                    cells.put("Id", "Directory_" + id);
                    cells.put("CorrelationId", World.guid("correlation" + id));
                    cells.put("OperationName", it.operation());
                    cells.put("ActivityDisplayName", it.operation());
                    cells.put("ActivityDateTime", it.at());
                    cells.put("AADOperationType", it.operation().startsWith("Add") ? "Assign" : "Update");
                    cells.put("AADTenantId", world.tenant().id());
                    cells.put("Category", it.category());
                    cells.put("LoggedByService", "Core Directory");
                    cells.put("Result", "success");
                    cells.put("ResultReason", "");
                    cells.put("ResultSignature", "None");
                    cells.put("InitiatedBy", Map.of("user", user));
                    cells.put("TargetResources", List.of(target));
                    cells.put("AdditionalDetails", List.of());
                    cells.put("OperationVersion", "1.0");
                    cells.put("Level", "4");
                    cells.put("DurationMs", 0);
                    cells.put("ResourceGroup", "Microsoft.aadiam");
                    cells.put("Resource", "Microsoft.aadiam");
                    cells.put("ResourceId", "/tenants/" + world.tenant().id() + "/providers/Microsoft.aadiam");
                    cells.put("SourceSystem", "Azure AD");
                    return cells;
                }));
    }

    /** All changes, as Defender for Cloud Apps reads them from the unified audit log. */
    static Stream<Event> activities(World world) {
        return changes(world)
                .map(it -> new Event(it.at(), () -> {
                    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
                    String id = World.guid(it.operation() + it.at() + it.by().sid());
                    boolean directory = it.workload().equals("AzureActiveDirectory");
                    Map<String, Object> raw = new LinkedHashMap<>();
                    raw.put("CreationTime", it.at().toString());
                    raw.put("Id", id);
                    raw.put("InterSystemsId", World.guid("correlation" + id));
                    raw.put("Operation", it.operation());
                    raw.put("OrganizationId", world.tenant().id());
                    raw.put("ResultStatus", directory ? "Success" : "True");
                    raw.put("UserId", it.by().principalName());
                    raw.put("Workload", it.workload());
                    raw.put("ClientIP", it.address());
                    raw.put("ObjectId", it.target());
                    raw.put("ModifiedProperties", modified(it));
                    if (!directory) {
                        raw.put("Parameters", List.of(Map.of("Name", it.property(), "Value", it.value())));
                    }
                    cells.put("ActionType", directory ? it.operation() + "." : it.operation());
                    cells.put("Application", directory ? "Microsoft 365" : "Microsoft Exchange Online");
                    cells.put("ApplicationId", directory ? 11_161 : 20_893);
                    cells.put("AccountObjectId", it.by().aadUserId());
                    cells.put("AccountId", it.by().aadUserId());
                    cells.put("AccountDisplayName", it.by().accountName());
                    cells.put("AccountType", "Regular");
                    cells.put("IsAdminOperation", directory);
                    cells.put("IPAddress", it.address());
                    cells.put("CountryCode", world.place(it.address())[0]);
                    cells.put("City", world.place(it.address())[1]);
                    cells.put(
                            "IsAnonymousProxy",
                            !it.address().equals(world.organisation().officeAddress()));
                    cells.put("ActivityType", it.category());
                    cells.put("ObjectName", it.target());
                    cells.put("ObjectType", it.targetType());
                    cells.put("ObjectId", it.targetId());
                    cells.put("ReportId", id);
                    cells.put("IsExternalUser", false);
                    cells.put("IsImpersonated", false);
                    cells.put("RawEventData", raw);
                    return cells;
                }));
    }
}
