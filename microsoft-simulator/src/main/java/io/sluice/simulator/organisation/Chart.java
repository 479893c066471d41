package io.sluice.simulator.organisation;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.tenant.DirectoryRole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who does what in an organisation: departments, managers, groups, roles, second factors. All of it follows from the
 * order of the people and from their ids. Nothing is drawn, so that nothing else in the tenant depends on it.
 *
 * <p>The first of the people leads all; every eighth after them is in the same department, whose first leads it, and
 * everybody leads at most five.
 */
public final class Chart {

    /** Of a hundred people, so many have a second factor; of administrators, all. */
    private static final int SECOND_FACTOR = 85;

    /** Of so many people one is Global or Security Administrator. */
    private static final int PEOPLE_FOR_ADMINISTRATOR = 50;

    private static final int PEOPLE_FOR_HELP_DESK = 40;

    private static final int TEAM = 5;

    private static final String COMPUTING = "Information Technology";

    private record Department(String name, List<String> titles) {}

    private static final List<Department> DEPARTMENTS = List.of(
            new Department("Finance", List.of("Accountant", "Controller", "Payroll Clerk")),
            new Department("Sales", List.of("Account Manager", "Sales Representative", "Bid Manager")),
            new Department(COMPUTING, List.of("System Administrator", "Support Engineer", "Software Developer")),
            new Department("Human Resources", List.of("Recruiter", "Personnel Officer")),
            new Department("Production", List.of("Shift Supervisor", "Process Engineer", "Quality Inspector")),
            new Department("Marketing", List.of("Content Editor", "Event Manager")),
            new Department("Legal", List.of("Counsel", "Paralegal")),
            new Department("Research", List.of("Scientist", "Laboratory Assistant")));

    private static final List<List<String>> METHODS = List.of(
            List.of("microsoftAuthenticatorPush", "softwareOneTimePasscode"),
            List.of("microsoftAuthenticatorPush", "softwareOneTimePasscode", "mobilePhone"),
            List.of("mobilePhone", "email"),
            List.of("microsoftAuthenticatorPush", "windowsHelloForBusiness"),
            List.of("fido2SecurityKey", "windowsHelloForBusiness"));

    private final Organisation organisation;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<Person, List<DirectoryRole>> roles = new HashMap<>();

    private Chart(Organisation organisation) {
        this.organisation = organisation;
        group("All Employees", "Everybody who works here.", false);
        group("Privileged Accounts", "Accounts that administer others.", false);
        group("Tier 0 Administrators", "Who may change the directory.", false, "Privileged Accounts");
        group("Confidential Documents Readers", "May read what is not for everybody.", false);
        group("Managers", "Who leads a team.", true, "Confidential Documents Readers");
        group("VPN Users", "May work from elsewhere.", false);
        group("Executive Board", "The board.", true, "All Employees", "Confidential Documents Readers");
        DEPARTMENTS.forEach(it -> group(it.name(), "The department " + it.name() + ".", true, "All Employees"));
        appointAdministrators();
    }

    /** The chart of an organisation; the same one each time. */
    public static Chart of(Organisation organisation) {
        return new Chart(organisation);
    }

    private void group(String name, String description, boolean team, String... within) {
        List<Group> outer = Stream.of(within).map(this::named).toList();
        groups.put(name, new Group(id("group", name), name, description, team, outer));
    }

    private Group named(String name) {
        return groups.computeIfAbsent(
                name, it -> new Group(id("group", it), it, "People who work on " + it + ".", true, List.of()));
    }

    /** The domain of the organisation's addresses. */
    public String mailDomain() {
        return organisation.mailDomain();
    }

    /** The object id of something in this organisation's directory. */
    public String id(String kind, String name) {
        return UUID.nameUUIDFromBytes(
                        (organisation.mailDomain() + " " + kind + " " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static int number(String about, String what, int below) {
        long bits = UUID.nameUUIDFromBytes((what + " " + about).getBytes(StandardCharsets.UTF_8))
                .getLeastSignificantBits();
        return (int) Long.remainderUnsigned(bits >>> 8, below);
    }

    private static int number(Person person, String what, int below) {
        return number(person.user().aadUserId(), what, below);
    }

    private void appointAdministrators() {
        List<Person> people = organisation.people();
        List<Person> candidates = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            if (department(i).equals(COMPUTING)) {
                candidates.add(people.get(i));
            }
        }
        people.reversed().stream().filter(it -> !candidates.contains(it)).forEach(candidates::add);
        int administrators = Math.max(1, Math.round(people.size() / (float) PEOPLE_FOR_ADMINISTRATOR));
        for (int i = 0; i < administrators; i++) {
            roles.put(
                    candidates.get(i),
                    List.of(i % 2 == 0 ? DirectoryRole.GLOBAL_ADMINISTRATOR : DirectoryRole.SECURITY_ADMINISTRATOR));
        }
        int helpDesk = Math.min(people.size() / PEOPLE_FOR_HELP_DESK, candidates.size() - administrators);
        for (int i = 0; i < helpDesk; i++) {
            roles.put(candidates.get(administrators + i), List.of(DirectoryRole.HELPDESK_ADMINISTRATOR));
        }
    }

    private static String department(int index) {
        return index == 0
                ? "Executive Board"
                : DEPARTMENTS.get((index - 1) % DEPARTMENTS.size()).name();
    }

    /** Where somebody stands in the department, from 0. */
    private static int rank(int index) {
        return (index - 1) / DEPARTMENTS.size();
    }

    /** The index of who stands at a rank in the department of somebody. */
    private static int atRank(int index, int rank) {
        return rank * DEPARTMENTS.size() + (index - 1) % DEPARTMENTS.size() + 1;
    }

    private boolean leads(int index) {
        return index == 0
                || rank(index) == 0
                || atRank(index, TEAM * rank(index) + 1) < organisation.people().size();
    }

    private @Nullable Person manager(int index) {
        if (index == 0) {
            return null;
        }
        int rank = rank(index);
        return organisation.people().get(rank == 0 ? 0 : atRank(index, (rank - 1) / TEAM));
    }

    private String jobTitle(int index) {
        if (index == 0) {
            return "Chief Executive Officer";
        }
        Department department = DEPARTMENTS.get((index - 1) % DEPARTMENTS.size());
        if (rank(index) == 0) {
            return "Head of " + department.name();
        }
        if (leads(index)) {
            return "Team Lead " + department.name();
        }
        List<String> titles = department.titles();
        return titles.get(number(organisation.people().get(index), "title", titles.size()));
    }

    /** What everybody does, in the order of the people. */
    public List<Post> posts() {
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < organisation.people().size(); i++) {
            posts.add(post(i));
        }
        return posts;
    }

    /** What somebody of this object id or user principal name does. */
    public Optional<Post> post(String idOrName) {
        for (int i = 0; i < organisation.people().size(); i++) {
            Person person = organisation.people().get(i);
            if (person.user().aadUserId().equalsIgnoreCase(idOrName)
                    || person.user().principalName().equalsIgnoreCase(idOrName)) {
                return Optional.of(post(i));
            }
        }
        return Optional.empty();
    }

    private Post post(int index) {
        Person person = organisation.people().get(index);
        List<DirectoryRole> held = roles.getOrDefault(person, List.of());
        return new Post(
                person,
                department(index),
                jobTitle(index),
                manager(index),
                groupsOf(index, person, held),
                held,
                number(person, "site", 2) == 0 ? "Site Dresden" : null,
                methods(person, held));
    }

    private List<Group> groupsOf(int index, Person person, List<DirectoryRole> held) {
        List<String> names = new ArrayList<>();
        names.add(department(index));
        if (leads(index)) {
            names.add("Managers");
        }
        if (isAdministrator(person)) {
            names.add("Tier 0 Administrators");
        } else if (!held.isEmpty()) {
            names.add("Privileged Accounts");
        }
        if (number(person, "elsewhere", 10) < 6) {
            names.add("VPN Users");
        }
        for (int i = number(person, "projects", 3); i > 0; i--) {
            names.add("Project " + number(person, "project " + i, 20));
        }
        return names.stream().distinct().map(this::named).toList();
    }

    private static List<String> methods(Person person, List<DirectoryRole> held) {
        if (held.isEmpty() && number(person, "second factor", 100) >= SECOND_FACTOR) {
            return number(person, "recovery", 2) == 0 ? List.of("email") : List.of();
        }
        return METHODS.get(number(person, "methods", METHODS.size()));
    }

    // ---- devices

    /** Whom a device belongs to; nobody has a server. */
    public Optional<Person> owner(Device device) {
        int index = organisation.workstations().indexOf(device);
        return index >= 0 && index < organisation.people().size()
                ? Optional.of(organisation.people().get(index))
                : Optional.empty();
    }

    /** Who works with a device: its owner and who shares it; with a server, whoever has a directory role. */
    public List<Person> users(Device device) {
        return organisation.servers().contains(device)
                ? organisation.people().stream().filter(roles::containsKey).toList()
                : organisation.people().stream()
                        .filter(it -> organisation.deviceOf(it).equals(device))
                        .toList();
    }

    /** Whether a device is managed by Intune; servers are not. */
    public boolean isManaged(Device device) {
        return organisation.workstations().contains(device);
    }

    /** Whether Intune finds a device compliant; nine of ten are. Servers it does not know. */
    public @Nullable Boolean isCompliant(Device device) {
        return isManaged(device) ? (Boolean) meetsPolicies(device) : null;
    }

    /** Whether a device is as its organisation wants devices to be. */
    public static boolean meetsPolicies(Device device) {
        return number(device.mdatpId(), "compliant", 10) != 0;
    }

    /** Whether somebody may change the directory. */
    public boolean isAdministrator(Person person) {
        return roles.getOrDefault(person, List.of()).stream()
                .anyMatch(role -> role != DirectoryRole.HELPDESK_ADMINISTRATOR);
    }

    /** How much a device is worth: servers and the devices of those who lead all or administer are. */
    public boolean isValuable(Device device) {
        return organisation.servers().contains(device)
                || owner(device)
                        .filter(it ->
                                roles.containsKey(it) || organisation.people().indexOf(it) == 0)
                        .isPresent();
    }
}
