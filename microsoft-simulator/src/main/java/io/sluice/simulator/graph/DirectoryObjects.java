package io.sluice.simulator.graph;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Group;
import io.sluice.simulator.organisation.Post;
import io.sluice.simulator.tenant.DirectoryRole;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Users, groups, roles, units and devices of a directory in JSON.
 *
 * <p>Properties after the published metadata of Graph v1.0. Whoever may read a list but not a kind of thing in it gets
 * only its type and id, all else null: Microsoft Learn, "Limited information returned for inaccessible member objects".
 */
final class DirectoryObjects {

    static final String TYPE = "@odata.type";

    private static final String CREATED = "2025-01-06T08:00:00Z";
    private static final List<String> EVERYTHING = List.of("Directory.Read.All", "Directory.ReadWrite.All");
    private static final List<String> USERS = List.of("User.Read.All", "User.ReadWrite.All");
    private static final List<String> GROUPS =
            List.of("GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All");
    private static final List<String> ROLES =
            List.of("RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All");
    private static final List<String> UNITS =
            List.of("AdministrativeUnit.Read.All", "AdministrativeUnit.ReadWrite.All");

    private final Chart chart;
    private final List<String> held;

    /**
     * Writes the things of a directory.
     *
     * @param held the roles of the caller
     */
    DirectoryObjects(Chart chart, List<String> held) {
        this.chart = chart;
        this.held = held;
    }

    private boolean may(List<String> roles) {
        return held.stream().anyMatch(it -> EVERYTHING.contains(it) || roles.contains(it));
    }

    private static Map<String, Object> typed(String type, Map<String, Object> members, boolean readable) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(TYPE, "#microsoft.graph." + type);
        all.putAll(members);
        if (!readable) {
            all.replaceAll((name, value) -> name.equals(TYPE) || name.equals("id") ? value : null);
        }
        return all;
    }

    /** A user among other objects. */
    Map<String, Object> typedUser(Post post) {
        return typed("user", user(post), may(USERS));
    }

    /** A user. */
    static Map<String, Object> user(Post post) {
        var person = post.person();
        List<String> names = Arrays.asList(person.displayName().split(" ", 2));
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("businessPhones", List.of());
        user.put("displayName", person.displayName());
        user.put("givenName", names.getFirst());
        user.put("jobTitle", post.jobTitle());
        user.put("mail", person.mailbox().address());
        user.put("mobilePhone", null);
        user.put("officeLocation", post.unit() == null ? null : "Dresden");
        user.put("preferredLanguage", null);
        user.put("surname", names.getLast());
        user.put("userPrincipalName", person.user().principalName());
        user.put("id", person.user().aadUserId());
        user.put("accountEnabled", true);
        user.put("userType", "Member");
        user.put("department", post.department());
        user.put("companyName", null);
        user.put("employeeId", null);
        user.put("employeeType", "Employee");
        user.put("country", null);
        user.put("usageLocation", "DE");
        user.put("createdDateTime", CREATED);
        user.put("onPremisesSamAccountName", person.user().accountName());
        user.put("onPremisesDomainName", person.user().domainName());
        user.put("onPremisesSecurityIdentifier", person.user().sid());
        user.put("onPremisesSyncEnabled", true);
        user.put("proxyAddresses", List.of("SMTP:" + person.mailbox().address()));
        user.put("otherMails", List.of());
        return user;
    }

    /** A group among other objects. */
    Map<String, Object> group(Group group) {
        String nickname = group.name().replace(" ", "").toLowerCase(Locale.ROOT);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", group.id());
        members.put("deletedDateTime", null);
        members.put("classification", null);
        members.put("createdDateTime", CREATED);
        members.put("description", group.description());
        members.put("displayName", group.name());
        members.put("groupTypes", group.team() ? List.of("Unified") : List.of());
        members.put("isAssignableToRole", null);
        members.put("mail", group.team() ? nickname + "@" + chart.mailDomain() : null);
        members.put("mailEnabled", group.team());
        members.put("mailNickname", nickname);
        members.put("onPremisesSyncEnabled", null);
        members.put("securityEnabled", !group.team());
        members.put("visibility", group.team() ? "Private" : null);
        return typed("group", members, may(GROUPS));
    }

    /** A directory role among other objects; its id is the tenant's own, its template is the same in all. */
    Map<String, Object> role(DirectoryRole role) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", chart.id("role", role.title()));
        members.put("deletedDateTime", null);
        members.put("description", "The members of " + role.title() + ".");
        members.put("displayName", role.title());
        members.put("roleTemplateId", role.templateId());
        return typed("directoryRole", members, may(ROLES));
    }

    /** An administrative unit among other objects. */
    Map<String, Object> unit(String name) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", chart.id("unit", name));
        members.put("deletedDateTime", null);
        members.put("displayName", name);
        members.put("description", null);
        members.put("visibility", null);
        return typed("administrativeUnit", members, may(UNITS));
    }

    /** The object id of a device, which is not its device id. */
    String objectId(Device device) {
        return chart.id("device", device.mdatpId());
    }

    /** A device. */
    Map<String, Object> device(Device device) {
        boolean managed = chart.isManaged(device);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", objectId(device));
        members.put("deletedDateTime", null);
        members.put("accountEnabled", true);
        members.put("approximateLastSignInDateTime", device.firstSeen().toString());
        members.put("createdDateTime", device.firstSeen().toString());
        members.put("deviceId", device.aadId());
        members.put("deviceOwnership", managed ? "Company" : null);
        members.put(
                "displayName",
                device.dnsName().substring(0, device.dnsName().indexOf('.')).toUpperCase(Locale.ROOT));
        members.put("isCompliant", chart.isCompliant(device));
        members.put("isManaged", managed);
        members.put("managementType", managed ? "MDM" : null);
        members.put("manufacturer", managed ? "Contoso Computers" : null);
        members.put("model", managed ? "Notebook 14" : null);
        members.put("onPremisesSyncEnabled", true);
        members.put("operatingSystem", managed ? "Windows" : "Windows Server");
        members.put("operatingSystemVersion", "10.0." + device.osBuild() + ".1");
        members.put(
                "physicalIds",
                List.of("[HWID]:h:"
                        + UUID.nameUUIDFromBytes(
                                device.mdatpId().getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
        members.put("profileType", "RegisteredDevice");
        members.put("registrationDateTime", device.firstSeen().toString());
        members.put("trustType", "ServerAd");
        return members;
    }
}
