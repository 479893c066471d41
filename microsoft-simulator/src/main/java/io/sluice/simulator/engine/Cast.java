package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.EvidenceItem;
import io.sluice.simulator.mail.FileContent;
import io.sluice.simulator.mail.MessageIds;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Person;
import io.sluice.simulator.scenario.CastMember;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who and what takes part in one run of a scenario: drawn when first needed, then always the same. */
final class Cast {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][\\w-]*)(?:\\.(\\w+))?}");
    private static final List<String> WORDS = List.of(
            "amber", "birch", "cobalt", "delta", "ember", "fjord", "granite", "harbor", "indigo", "juniper", "kestrel",
            "lagoon", "maple", "nimbus", "onyx", "pebble", "quartz", "raven", "sierra", "tundra", "umber", "velvet",
            "willow", "yonder", "zephyr");

    private final Map<String, CastMember> members;
    private final Organisation organisation;
    private final RandomGenerator random;
    private final Instant begin;
    private final Map<String, Object> drawn = new HashMap<>();
    private final Set<Object> taken = new HashSet<>();

    Cast(Map<String, CastMember> members, Organisation organisation, RandomGenerator random, Instant begin) {
        this.members = members;
        this.organisation = organisation;
        this.random = random;
        this.begin = begin;
    }

    /** The device that a cast member is. */
    Device device(String name) {
        return (Device) drawn(name);
    }

    /** The evidence that a cast member is, as an item of an alert raised now. */
    EvidenceItem item(String reference, Instant created) {
        int dot = reference.indexOf('.');
        String name = dot < 0 ? reference : reference.substring(0, dot);
        CastMember member = member(name);
        return new EvidenceItem(
                evidence(drawn(name), dot < 0 ? "" : reference.substring(dot + 1)),
                created,
                member.effectiveVerdict(),
                "None",
                member.on() == null ? null : device(member.on()).mdatpId());
    }

    private static Evidence evidence(Object value, String aspect) {
        return switch (value) {
            case Person person -> aspect.equals("mailbox") ? person.mailbox() : person.user();
            case Evidence evidence -> evidence;
            default -> throw new IllegalArgumentException("A device is listed among the devices, not the entities");
        };
    }

    private CastMember member(String name) {
        CastMember member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("The cast has no " + name);
        }
        return member;
    }

    private Object drawn(String name) {
        Object value = drawn.get(name);
        if (value == null) {
            value = draw(member(name));
            drawn.put(name, value);
        }
        return value;
    }

    private Object draw(CastMember member) {
        return switch (member.type()) {
            case PERSON -> person();
            case DEVICE -> device(member);
            case MESSAGE -> message(member);
            case CLUSTER -> cluster(member);
            case FILE -> file(choose(member.someValues()), member.folder());
            case PROCESS -> process(member);
            case URL -> new Evidence.Url(choose(member.someValues()));
            case IP -> ip(member);
            case REGISTRY -> registry(member);
            case GROUP -> new Evidence.SecurityGroup(Organisation.uuid(random), choose(member.someValues()));
        };
    }

    private Person person() {
        List<Person> people = organisation.people();
        Person person = people.get(random.nextInt(people.size()));
        for (int i = 0; i < people.size() && !taken.add(person); i++) {
            person = people.get((people.indexOf(person) + 1) % people.size());
        }
        return person;
    }

    private Device device(CastMember member) {
        if (member.of() != null) {
            return organisation.deviceOf(personOf(member.of()));
        }
        List<Device> devices = "server".equals(member.role()) ? organisation.servers() : organisation.workstations();
        Device device = devices.get(random.nextInt(devices.size()));
        for (int i = 0; i < devices.size() && !taken.add(device); i++) {
            device = devices.get((devices.indexOf(device) + 1) % devices.size());
        }
        return device;
    }

    private Person personOf(String name) {
        if (drawn(name) instanceof Person person) {
            return person;
        }
        throw new IllegalArgumentException(name + " is not a person");
    }

    private Evidence.MailMessage message(CastMember member) {
        Evidence.User recipient =
                personOf(orFail(member.to(), "A message needs to")).user();
        String sender = fill(member.from() == null ? "{word}@{word}-mail.example" : member.from());
        String domain = sender.substring(sender.indexOf('@') + 1);
        Instant received = begin.minusSeconds(40 + random.nextInt(500)).minusNanos(random.nextInt(10_000_000) * 100L);
        return new Evidence.MailMessage(
                sender,
                recipient,
                choose(member.someValues()),
                member.delivery() == null ? "Delivered" : member.delivery(),
                "<" + Organisation.hex(random, 12) + "@" + domain + ">",
                MessageIds.of(random, received),
                received,
                member.carries() == null
                        ? List.of()
                        : member.carries().stream()
                                .map(name -> (Evidence) drawn(name))
                                .toList());
    }

    private Evidence.MailCluster cluster(CastMember member) {
        if (drawn(orFail(member.of(), "A cluster needs of")) instanceof Evidence.MailMessage message) {
            return new Evidence.MailCluster(
                    "Subject;SenderIp;ContentType", message.subject(), 2 + random.nextInt(60), message);
        }
        throw new IllegalArgumentException("A cluster is about a message");
    }

    private Evidence.FileSeen file(String name, @Nullable String folder) {
        FileContent content = new FileContent(name, random.nextLong());
        byte[] bytes = content.bytes();
        return new Evidence.FileSeen(
                digest("SHA-1", bytes),
                digest("SHA-256", bytes),
                name,
                folder == null ? "C:\\Users\\Public\\Downloads" : fill(folder),
                content);
    }

    private Evidence.ProcessSeen process(CastMember member) {
        Evidence.FileSeen image;
        if (member.from() != null && drawn(member.from()) instanceof Evidence.FileSeen file) {
            image = file;
        } else {
            image = windowsProgram(orFail(member.image(), "A process needs from or image"), member.folder());
        }
        return new Evidence.ProcessSeen(
                image,
                1000 + random.nextInt(30000),
                choose(member.someValues()),
                begin.minusSeconds(10 + random.nextInt(600)).minusNanos(random.nextInt(10_000_000) * 100L),
                500 + random.nextInt(9000),
                personOf(orFail(member.user(), "A process needs user")).user());
    }

    /** A program of Windows has the same hash wherever it is seen. */
    private static Evidence.FileSeen windowsProgram(String name, @Nullable String folder) {
        byte[] marker = ("windows:" + name.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
        return new Evidence.FileSeen(
                digest("SHA-1", marker),
                digest("SHA-256", marker),
                name,
                folder == null ? "C:\\Windows\\System32" : folder,
                null);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has " + algorithm, e);
        }
    }

    private Evidence.Ip ip(CastMember member) {
        if ("office".equals(member.role())) {
            return new Evidence.Ip(organisation.officeAddress());
        }
        // 198.18.0.0/15 belongs to nobody (RFC 2544) and is large enough that attacks rarely share an address.
        return new Evidence.Ip(
                "198." + (18 + random.nextInt(2)) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254)));
    }

    private Evidence.RegistryValue registry(CastMember member) {
        String key = orFail(member.key(), "A registry value needs key");
        int slash = key.indexOf('\\');
        return new Evidence.RegistryValue(
                slash < 0 ? "HKEY_LOCAL_MACHINE" : key.substring(0, slash),
                slash < 0 ? key : key.substring(slash + 1),
                "String",
                choose(member.someValues()));
    }

    private static String orFail(@Nullable String value, String message) {
        if (value == null) {
            throw new IllegalArgumentException(message);
        }
        return value;
    }

    private String choose(List<String> values) {
        return fill(values.get(random.nextInt(values.size())));
    }

    /**
     * Fills the placeholders of a text: {@code {word}}, {@code {number}}, {@code {domain}}, a cast member, or a cast
     * member's {@code account}, {@code upn}, {@code name} or {@code hash}.
     */
    String fill(String text) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(
                match -> Matcher.quoteReplacement(value(match.group(1), match.group(2) == null ? "" : match.group(2))));
    }

    private String value(String name, String aspect) {
        return switch (name) {
            case "word" -> WORDS.get(random.nextInt(WORDS.size()));
            case "number" -> Integer.toString(1000 + random.nextInt(9000));
            case "domain" -> organisation.mailDomain();
            default -> text(drawn(name), aspect);
        };
    }

    private static String text(Object value, String aspect) {
        return switch (value) {
            case Person person ->
                switch (aspect) {
                    case "account" -> person.user().accountName();
                    case "upn" -> person.user().principalName();
                    default -> person.displayName();
                };
            case Device device ->
                aspect.equals("short")
                        ? device.dnsName().substring(0, device.dnsName().indexOf('.'))
                        : device.dnsName();
            case Evidence.FileSeen file -> aspect.equals("hash") ? file.sha256() : file.name();
            case Evidence.Url url -> url.url();
            case Evidence.Ip ip -> ip.address();
            case Evidence.MailMessage message -> aspect.equals("from") ? message.sender() : message.subject();
            case Evidence.SecurityGroup group -> group.name();
            case Evidence.ProcessSeen process -> process.image().name();
            case Evidence.RegistryValue registry -> registry.hive() + "\\" + registry.key();
            default -> value.toString();
        };
    }
}
