package io.sluice.simulator.organisation;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The people, devices and addresses of one tenant.
 *
 * @param mailDomain domain of its addresses
 * @param people who works there
 * @param workstations devices of people, the n-th belonging to the n-th person
 * @param servers devices of nobody
 * @param officeAddress the address under which its offices appear on the internet
 */
public record Organisation(
        String mailDomain, List<Person> people, List<Device> workstations, List<Device> servers, String officeAddress) {

    private static final List<String> FIRST = List.of(
            "Anna", "Bilal", "Chiara", "David", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Luca",
            "Mei", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Sami", "Tara", "Uma", "Viktor", "Wanda", "Xaver", "Yara",
            "Zoe");
    private static final List<String> LAST = List.of(
            "Adler",
            "Berg",
            "Costa",
            "Dubois",
            "Ekman",
            "Fischer",
            "Garcia",
            "Hansen",
            "Ito",
            "Jensen",
            "Kowalski",
            "Lang",
            "Meyer",
            "Novak",
            "Okafor",
            "Petrov",
            "Quist",
            "Rossi",
            "Singh",
            "Torres",
            "Ueda",
            "Vogel",
            "Weber",
            "Xu",
            "Yilmaz",
            "Zimmer");
    private static final List<String> SERVER_ROLES = List.of("dc", "file", "sql", "web", "print", "backup", "app");

    /** Makes up an organisation. */
    public static Organisation of(Tenant tenant, int people, int devices, RandomGenerator random) {
        String domain = tenant.mailDomain();
        String netbios = tenant.name().toUpperCase(Locale.ROOT);
        String authority = "S-1-5-21-%d-%d-%d"
                .formatted(random.nextInt(1 << 30), random.nextInt(1 << 30), random.nextInt(1 << 30));
        List<Person> everybody = new ArrayList<>();
        for (int i = 0; i < Math.max(2, people); i++) {
            String first = FIRST.get((i * 7 + i / FIRST.size()) % FIRST.size());
            String last = LAST.get((i * 11 + i / LAST.size() * 3) % LAST.size());
            int round = i / (FIRST.size() * LAST.size() / 4);
            String account = (first + "." + last + (round == 0 ? "" : round)).toLowerCase(Locale.ROOT) + i;
            String aadId = uuid(random);
            everybody.add(new Person(
                    first + " " + last,
                    new Evidence.User(account, netbios, authority + "-" + (1100 + i), aadId, account + "@" + domain),
                    new Evidence.Mailbox(first + " " + last, account + "@" + domain, aadId)));
        }
        int servers = Math.max(1, devices / 8);
        List<Device> machines = new ArrayList<>();
        for (int i = 0; i < Math.max(1, devices - servers); i++) {
            machines.add(device("pc%04d.%s".formatted(i + 1, domain), "Windows11", "24H2", 26100, random));
        }
        List<Device> hosts = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            String role = SERVER_ROLES.get(i % SERVER_ROLES.size());
            hosts.add(
                    device("srv-%s%02d.%s".formatted(role, i + 1, domain), "WindowsServer2022", "21H2", 20348, random));
        }
        return new Organisation(
                domain,
                List.copyOf(everybody),
                List.copyOf(machines),
                List.copyOf(hosts),
                "192.0.2." + (1 + random.nextInt(254)));
    }

    private static Device device(String name, String os, String version, int build, RandomGenerator random) {
        return new Device(
                hex(random, 20),
                uuid(random),
                name,
                os,
                version,
                build,
                List.of("None", "Low", "Medium", "High").get(random.nextInt(4)),
                random.nextInt(3) == 0 ? "Unassigned" : null,
                Instant.parse("2025-01-06T08:00:00Z").plusSeconds(random.nextInt(25_000_000)),
                random.nextInt(5) == 0 ? List.of("managed") : List.of());
    }

    /** Random bytes in hexadecimal digits. */
    public static String hex(RandomGenerator random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** A random GUID. */
    public static String uuid(RandomGenerator random) {
        return new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
                .toString();
    }

    /** All devices, those of people first. */
    public List<Device> devices() {
        return Stream.concat(workstations.stream(), servers.stream()).toList();
    }

    /** The device of a person; people without one of their own share. */
    public Device deviceOf(Person person) {
        return workstations.get(Math.floorMod(people.indexOf(person), workstations.size()));
    }
}
