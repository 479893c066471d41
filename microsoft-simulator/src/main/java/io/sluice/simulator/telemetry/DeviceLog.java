package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.organisation.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Defender for Endpoint sees on devices: processes, files, logons. */
final class DeviceLog {

    private static final List<String> PROGRAMS =
            List.of("chrome.exe", "outlook.exe", "excel.exe", "teams.exe", "notepad.exe", "winword.exe");

    private DeviceLog() {}

    private static Map<String, @Nullable Object> cells(Device device, String id) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("DeviceId", device.mdatpId());
        cells.put("DeviceName", device.dnsName());
        cells.put("MachineGroup", device.group());
        cells.put("ReportId", World.number(id) % 1_000_000);
        return cells;
    }

    private static void initiator(
            Map<String, @Nullable Object> cells, Evidence.User user, String program, int id, Instant at) {
        cells.put("InitiatingProcessAccountDomain", user.domainName());
        cells.put("InitiatingProcessAccountName", user.accountName());
        cells.put("InitiatingProcessAccountSid", user.sid());
        cells.put("InitiatingProcessAccountUpn", user.principalName());
        cells.put("InitiatingProcessAccountObjectId", user.aadUserId());
        cells.put("InitiatingProcessFileName", program);
        cells.put("InitiatingProcessCommandLine", program);
        cells.put("InitiatingProcessFolderPath", "c:\\windows\\" + program);
        cells.put("InitiatingProcessId", id);
        cells.put("InitiatingProcessCreationTime", at);
        cells.put(
                "InitiatingProcessSHA256",
                MailLog.digest(("windows:" + program).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** One of each thing: alerts show the same one several times. */
    private static <T> Stream<T> once(Stream<T> all, Function<T, Object> key) {
        java.util.Set<Object> known = new java.util.HashSet<>();
        return all.filter(it -> known.add(key.apply(it)));
    }

    static Stream<Event> processes(World world) {
        Stream<Event> attacks = once(world.seen(Evidence.ProcessSeen.class), World.Seen::what)
                .flatMap(seen -> world.device(seen.item().deviceId()).stream()
                        .map(device -> process(
                                device,
                                seen.what(),
                                seen.what().image().content() == null ? "cmd.exe" : "explorer.exe")));
        Stream<Event> ordinary = world.everyday("processes", Duration.ofHours(1), 8, (at, random) -> {
            Person person = world.anybody(random);
            String name = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
            String digest = MailLog.digest(("windows:" + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return process(
                    world.organisation().deviceOf(person),
                    new Evidence.ProcessSeen(
                            new Evidence.FileSeen(
                                    digest.substring(0, 40),
                                    digest,
                                    name,
                                    "C:\\Program Files\\" + name.replace(".exe", ""),
                                    null),
                            1000 + random.nextInt(30_000),
                            "\"" + name + "\"",
                            at,
                            900 + random.nextInt(9000),
                            person.user()),
                    "explorer.exe");
        });
        return Stream.concat(attacks, ordinary);
    }

    private static Event process(Device device, Evidence.ProcessSeen process, String parent) {
        return new Event(process.started(), () -> {
            Map<String, @Nullable Object> cells = cells(device, process.commandLine() + process.started());
            Evidence.User user = process.user();
            cells.put("ActionType", "ProcessCreated");
            cells.put("FileName", process.image().name());
            cells.put(
                    "FolderPath",
                    process.image().folder() + "\\" + process.image().name());
            cells.put("SHA1", process.image().sha1());
            cells.put("SHA256", process.image().sha256());
            cells.put("ProcessId", process.processId());
            cells.put("ProcessCommandLine", process.commandLine());
            cells.put("ProcessCreationTime", process.started());
            cells.put("ProcessIntegrityLevel", "Medium");
            cells.put("ProcessTokenElevation", "TokenElevationTypeDefault");
            cells.put("AccountDomain", user.domainName());
            cells.put("AccountName", user.accountName());
            cells.put("AccountSid", user.sid());
            cells.put("AccountUpn", user.principalName());
            cells.put("AccountObjectId", user.aadUserId());
            initiator(cells, user, parent, process.parentId(), process.started().minusSeconds(41));
            return cells;
        });
    }

    static Stream<Event> files(World world) {
        Stream<Event> attacks = once(
                        world.seen(Evidence.FileSeen.class)
                                .filter(seen -> seen.item().deviceId() != null),
                        seen -> List.of(
                                seen.what().sha256(), String.valueOf(seen.item().deviceId())))
                .flatMap(seen -> world.device(seen.item().deviceId()).stream()
                        .map(device -> file(
                                device,
                                seen.what(),
                                user(world, seen.alert(), device),
                                seen.alert().firstActivity())));
        Stream<Event> ordinary = world.everyday("files", Duration.ofHours(1), 4, (at, random) -> {
            Person person = world.anybody(random);
            String name = "report_" + random.nextInt(1000) + ".xlsx";
            String digest =
                    World.guid(name).replace("-", "") + World.guid(name + at).replace("-", "");
            return file(
                    world.organisation().deviceOf(person),
                    new Evidence.FileSeen(
                            digest.substring(0, 40),
                            digest,
                            name,
                            "C:\\Users\\" + person.user().accountName() + "\\Documents",
                            null),
                    person.user(),
                    at);
        });
        return Stream.concat(attacks, ordinary);
    }

    private static Evidence.User user(World world, Alert alert, Device device) {
        return World.of(alert, Evidence.User.class).stream()
                .findFirst()
                .orElseGet(() -> world.organisation().people().stream()
                        .filter(person -> world.organisation().deviceOf(person).equals(device))
                        .findFirst()
                        .orElse(world.organisation().people().getFirst())
                        .user());
    }

    private static Event file(Device device, Evidence.FileSeen file, Evidence.User user, Instant at) {
        return new Event(at, () -> {
            Map<String, @Nullable Object> cells = cells(device, file.sha256() + at);
            var content = file.content();
            cells.put("ActionType", "FileCreated");
            cells.put("FileName", file.name());
            cells.put("FolderPath", file.folder() + "\\" + file.name());
            cells.put("SHA1", file.sha1());
            cells.put("SHA256", file.sha256());
            cells.put(
                    "FileSize",
                    content == null ? 20_000 + World.number(file.sha256()) % 900_000 : content.bytes().length);
            cells.put("RequestProtocol", "Local");
            initiator(
                    cells,
                    user,
                    "explorer.exe",
                    4000 + (int) (World.number(file.sha256()) % 4000),
                    at.minusSeconds(3600));
            return cells;
        });
    }

    static Stream<Event> logons(World world) {
        Stream<Event> attacks = world.alerts().stream()
                .filter(alert -> alert.category().equals("LateralMovement")
                        && alert.devices().size() > 1)
                .flatMap(alert -> World.of(alert, Evidence.User.class).stream()
                        .limit(1)
                        .flatMap(user -> {
                            Device from = alert.devices().get(alert.title().contains("WMI") ? 1 : 0);
                            Device to = alert.devices().get(alert.title().contains("WMI") ? 0 : 1);
                            return Stream.of(logon(to, user, "Network", Optional.of(from), alert.firstActivity()));
                        }));
        Stream<Event> ordinary = world.everyday("logons", Duration.ofHours(1), 6, (at, random) -> {
            Person person = world.anybody(random);
            boolean server = random.nextInt(4) == 0;
            Device own = world.organisation().deviceOf(person);
            Device server0 = world.organisation()
                    .servers()
                    .get(random.nextInt(world.organisation().servers().size()));
            return logon(
                    server ? server0 : own,
                    person.user(),
                    server ? "Network" : "Interactive",
                    server ? Optional.of(own) : Optional.empty(),
                    at);
        });
        return Stream.concat(attacks, ordinary);
    }

    private static Event logon(Device device, Evidence.User user, String type, Optional<Device> from, Instant at) {
        return new Event(at, () -> {
            Map<String, @Nullable Object> cells = cells(device, user.sid() + at);
            cells.put("ActionType", "LogonSuccess");
            cells.put("LogonType", type);
            cells.put("AccountDomain", user.domainName());
            cells.put("AccountName", user.accountName());
            cells.put("AccountSid", user.sid());
            cells.put("IsLocalAdmin", false);
            cells.put("LogonId", World.number(user.sid() + at) % 10_000_000);
            cells.put("Protocol", type.equals("Network") ? "Kerberos" : "Negotiate");
            from.ifPresent(it -> {
                cells.put("RemoteDeviceName", it.dnsName());
                cells.put("RemoteIP", address(it));
                cells.put("RemoteIPType", "Private");
                cells.put("RemotePort", 49_152 + (int) (World.number(it.mdatpId() + at) % 16_000));
            });
            initiator(
                    cells,
                    user,
                    "lsass.exe",
                    700 + (int) (World.number(device.mdatpId()) % 200),
                    at.minusSeconds(86_400));
            return cells;
        });
    }

    private static String address(Device device) {
        long number = World.number(device.mdatpId());
        return "10.20." + number % 200 + "." + (1 + number / 200 % 250);
    }
}
