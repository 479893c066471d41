package io.sluice.enrichment.directory.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a user belongs to, nested memberships included. Graph gives groups, roles and administrative units in one list;
 * of roles those that are active now.
 *
 * @param groups the names of groups, at most {@link #MOST_GROUPS}
 * @param roles the names of directory roles
 * @param warnings what is left out
 */
record Memberships(List<String> groups, List<String> roles, List<String> warnings) {

    static final int MOST_GROUPS = 100;
    static final Memberships NONE = new Memberships(List.of(), List.of(), List.of());

    private static final Comparator<String> BY_NAME =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    /**
     * Reads them.
     *
     * @param user the path of the user
     * @throws MicrosoftException if they cannot be read
     * @throws InterruptedException if the thread is to stop
     */
    static Memberships read(DirectoryCalls calls, Connection connection, String user, Instant deadline)
            throws MicrosoftException, InterruptedException {
        Reader reader = new Reader();
        boolean complete = calls.list(
                connection,
                Part.MEMBERSHIPS,
                user + "/transitiveMemberOf?$select=id,displayName&$top=999",
                deadline,
                reader::take);
        return reader.memberships(complete);
    }

    private static final class Reader {

        private final SortedSet<String> groups = new TreeSet<>(BY_NAME);
        private final SortedSet<String> roles = new TreeSet<>(BY_NAME);
        private int nameless;

        void take(JsonNode member) {
            switch (member.path("@odata.type").asText("")) {
                case "#microsoft.graph.group" -> name(member, groups);
                case "#microsoft.graph.directoryRole" -> name(member, roles);
                default -> {} // an administrative unit says where somebody belongs, not what they may do
            }
        }

        private void name(JsonNode member, SortedSet<String> names) {
            String name = JsonAnswer.text(member, "displayName");
            if (name == null) {
                nameless++;
            } else {
                names.add(name);
            }
        }

        Memberships memberships(boolean complete) {
            List<String> warnings = new ArrayList<>();
            if (nameless > 0) {
                // Graph does not refuse what an application may not read: it leaves the names out.
                warnings.add("The names of " + nameless
                        + " groups or roles cannot be read. Give the application the permission "
                        + Part.MEMBERSHIPS.permission() + " and grant admin consent.");
            }
            if (groups.size() > MOST_GROUPS || !complete) {
                warnings.add("The user is in " + (complete ? "" : "more than ") + groups.size() + " groups; "
                        + Math.min(MOST_GROUPS, groups.size()) + " of them are named.");
            }
            return new Memberships(groups.stream().limit(MOST_GROUPS).toList(), List.copyOf(roles), warnings);
        }
    }
}
