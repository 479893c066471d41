package io.sluice.connections.onboarding;

import io.sluice.connections.onboarding.Guide.Items;
import io.sluice.connections.onboarding.Guide.Part;
import io.sluice.connections.onboarding.Guide.Table;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Field;
import io.sluice.microsoft.capability.Permission;
import io.sluice.microsoft.capability.Probe;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.capability.RoleAssignment;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The documentation of what each capability needs, made from the same table as the test and the guide. */
final class CapabilitiesDocument {

    private CapabilitiesDocument() {}

    /** Returns the document in Markdown. */
    static String markdown() {
        StringBuilder text = new StringBuilder("""
                # What each capability needs

                Made from the table in `microsoft-access` (`io.sluice.microsoft.capability.Requirements`), from which the
                connection test and the onboarding guide are made as well. Do not edit it: after a change of the table, run
                `./mvnw -pl connection-service test -Dtest=CapabilitiesDocumentTest -Dsluice.docs.write=true`.

                All permissions are of the type Application and want admin consent. Their ids are those of the world-wide
                cloud and of GCC; other clouds have other ids for some of them, so look them up by their names there.

                Every connection has:

                """);
        text.append(fields(Requirements.OF_EVERY_CONNECTION));
        for (Capability capability : Capability.values()) {
            if (capability == Capability.DEFENDER_INCIDENTS) {
                for (IncidentSource source : IncidentSource.values()) {
                    chapter(
                            text,
                            capability.caption() + ", source `" + source.word() + "`",
                            Requirements.of(capability, source));
                }
            } else {
                chapter(text, capability.caption(), Requirements.of(capability, IncidentSource.XDR));
            }
        }
        text.append("\n## Where the interfaces are\n\n").append(part(clouds()));
        return text.toString();
    }

    private static void chapter(StringBuilder text, String title, Requirement requirement) {
        text.append("\n## ")
                .append(title)
                .append("\n\n`capabilities.")
                .append(requirement.capability().word())
                .append("`\n");
        if (!requirement.fields().isEmpty()) {
            text.append('\n').append(fields(requirement.fields()));
        }
        for (Access access : requirement.accesses()) {
            access(text, access);
        }
        text.append("\nThe tenant has:\n\n").append(part(new Items(false, requirement.prerequisites())));
        if (!requirement.remarks().isEmpty()) {
            text.append("\nWhere guides of other products say something else:\n\n")
                    .append(part(new Items(false, requirement.remarks())));
        }
    }

    private static void access(StringBuilder text, Access access) {
        text.append("\n### ")
                .append(access.surface().caption())
                .append("\n\nIn the permission picker: **")
                .append(access.application().name())
                .append("** (`")
                .append(access.application().appId())
                .append("`).\n");
        List<List<String>> permissions = Stream.concat(
                        access.required().stream().map(permission -> permission(permission, "required")),
                        access.optional().stream().map(permission -> permission(permission, "optional")))
                .toList();
        if (!permissions.isEmpty()) {
            text.append('\n')
                    .append(part(
                            new Table(List.of("Permission", "Id", "Need", "A wider one that serves"), permissions)));
        }
        for (RoleAssignment role : access.roles()) {
            text.append("\nAnd one of these roles on ")
                    .append(role.scope())
                    .append(". ")
                    .append(role.purpose())
                    .append("\n\n")
                    .append(part(new Table(
                            List.of("Role", "Id"),
                            role.anyOf().stream()
                                    .map(each -> List.of(each.name(), each.id()))
                                    .toList())));
        }
        text.append("\nTried with:\n\n");
        for (Probe probe : access.probes()) {
            text.append("- `")
                    .append(probe.method())
                    .append(' ')
                    .append(probe.path())
                    .append('`')
                    .append(probe.body() == null ? "" : ", `" + probe.body() + "`")
                    .append(": ")
                    .append(probe.shows())
                    .append('\n');
        }
    }

    private static List<String> permission(Permission permission, String need) {
        return List.of(permission.name(), permission.id(), need, String.join(", ", permission.includedIn()));
    }

    private static String fields(List<Field> fields) {
        return part(new Table(
                List.of("Field", "Meaning", "Where it is shown", "Example"),
                fields.stream()
                        .map(field -> List.of(field.name(), field.meaning(), field.whereToFind(), field.example()))
                        .toList()));
    }

    private static Table clouds() {
        List<String> headings = new ArrayList<>(List.of("Interface"));
        Arrays.stream(Cloud.values()).map(Cloud::word).forEach(headings::add);
        return new Table(
                headings,
                Arrays.stream(Surface.values())
                        .map(surface -> Stream.concat(
                                        Stream.of(surface.caption()),
                                        Arrays.stream(Cloud.values()).map(cloud -> place(cloud, surface)))
                                .toList())
                        .toList());
    }

    private static String place(Cloud cloud, Surface surface) {
        return surface == Surface.CLOUD_APPS
                ? cloud.cloudAppsSuffix()
                        .map(suffix -> "https://TENANT" + suffix)
                        .orElse("-")
                : cloud.baseUrl(surface).map(Object::toString).orElse("-");
    }

    private static String part(Part part) {
        return GuideMarkdown.part(part) + "\n";
    }
}
