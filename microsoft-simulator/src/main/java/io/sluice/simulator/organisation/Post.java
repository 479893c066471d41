package io.sluice.simulator.organisation;

import io.sluice.simulator.tenant.DirectoryRole;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says of somebody.
 *
 * @param person who
 * @param department where
 * @param jobTitle as what
 * @param manager under whom; of one in each organisation, nobody
 * @param groups the groups of which the person is a member directly
 * @param roles directory roles
 * @param unit the administrative unit, if any
 * @param methods the registered methods of authentication besides the password, in the words of the report
 */
public record Post(
        Person person,
        String department,
        String jobTitle,
        @Nullable Person manager,
        List<Group> groups,
        List<DirectoryRole> roles,
        @Nullable String unit,
        List<String> methods) {

    /** Whether the person has a second factor; an address for lost passwords is none. */
    public boolean hasSecondFactor() {
        return methods.stream().anyMatch(method -> !method.equals("email"));
    }

    /** All groups, those included of which a group is a member. */
    public Set<Group> allGroups() {
        Set<Group> all = new LinkedHashSet<>();
        groups.forEach(group -> add(group, all));
        return all;
    }

    private static void add(Group group, Set<Group> all) {
        if (all.add(group)) {
            group.within().forEach(outer -> add(outer, all));
        }
    }
}
