package io.sluice.enrichment.directory.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.directory.DeviceEntry;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks devices up: in Defender for Endpoint what it is and who is logged on, in Microsoft Graph whose it is and
 * whether it is compliant (Microsoft Learn: "Get machine by ID API", "Get machine logon users API", "Get device", "List
 * registeredOwners").
 */
public final class DeviceLookup {

    private static final int MOST_USERS = 20;
    private static final Pattern ENTRA_ID = Pattern.compile("[0-9a-f-]{36}");
    private static final String NO_ENTRA_ID = "00000000-0000-0000-0000-000000000000";

    private static final Comparator<JsonNode> BY_LAST_SEEN = Comparator.comparing((JsonNode seen) ->
            Optional.ofNullable(JsonAnswer.time(seen, "lastSeen")).orElse(Instant.MIN));

    private final DirectoryCalls calls;
    private final InstantSource clock;

    /** Makes a look-up through these calls. */
    public DeviceLookup(DirectoryCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Looks a device up. Of several with the same name, as one has after it was set up anew, it is the one that was
     * seen last. Defender for Endpoint that fails otherwise than by refusing fails the look-up: a better answer can be
     * had a little later.
     *
     * @throws MicrosoftException if nothing can be read
     * @throws InterruptedException if the thread is to stop
     */
    public LookedUp lookUp(Connection connection, Subject subject, Instant deadline)
            throws MicrosoftException, InterruptedException {
        Gathering gathering = new Gathering(clock.instant());
        JsonNode machine;
        List<String> users;
        try {
            Optional<JsonNode> found = subject.isId()
                    ? Optional.of(
                            calls.get(connection, Part.MACHINE, path(subject.name()), deadline, JsonAnswer::identified))
                    : newest(connection, subject.name(), deadline);
            if (found.isEmpty()) {
                return LookedUp.UNKNOWN;
            }
            machine = found.get();
            users = users(gathering, connection, JsonAnswer.id(machine), deadline);
        } catch (MicrosoftException failed) {
            if (DirectoryCalls.isUnknown(failed)) {
                return LookedUp.UNKNOWN;
            } else if (!(failed.failure() instanceof Forbidden) || !subject.isId()) {
                throw failed;
            }
            gathering.without(Part.MACHINE, failed);
            machine = MissingNode.getInstance();
            users = users(gathering, connection, subject.name(), deadline);
            if (users.isEmpty()) {
                throw failed;
            }
        }
        return entry(gathering, subject, machine, inEntra(gathering, connection, machine, deadline), users);
    }

    /** A device in Entra ID. */
    private record EntraDevice(
            @Nullable Boolean compliant, @Nullable String owner) {

        private static final EntraDevice NONE = new EntraDevice(null, null);
    }

    private static LookedUp entry(
            Gathering gathering, Subject subject, JsonNode machine, EntraDevice device, List<String> users) {
        String id = JsonAnswer.lower(machine, "id");
        DeviceEntry entry = new DeviceEntry(
                id == null ? subject.name() : id,
                entraDeviceId(machine),
                JsonAnswer.lower(machine, "computerDnsName"),
                JsonAnswer.text(machine, "osPlatform"),
                device.owner(),
                device.compliant(),
                JsonAnswer.text(machine, "healthStatus"),
                JsonAnswer.text(machine, "exposureLevel"),
                JsonAnswer.text(machine, "riskScore"),
                JsonAnswer.text(machine, "deviceValue"),
                JsonAnswer.texts(machine, "machineTags"),
                JsonAnswer.time(machine, "lastSeen"),
                users);
        return gathering.entry(warnings -> new DirectoryEntry(null, entry, warnings));
    }

    /** Defender for Endpoint answers 404 where it has no machines, as well as with an empty list. */
    private Optional<JsonNode> newest(Connection connection, String name, Instant deadline)
            throws MicrosoftException, InterruptedException {
        List<JsonNode> machines = new ArrayList<>();
        calls.list(
                connection,
                Part.MACHINE,
                "/api/machines?$filter=" + DirectoryCalls.encoded("computerDnsName eq ") + DirectoryCalls.quoted(name),
                deadline,
                machine -> {
                    if (name.equals(JsonAnswer.lower(machine, "computerDnsName"))
                            && JsonAnswer.text(machine, "id") != null) {
                        machines.add(machine);
                    }
                });
        return machines.stream().max(BY_LAST_SEEN.thenComparing(JsonAnswer::id));
    }

    private List<String> users(Gathering gathering, Connection connection, String machine, Instant deadline)
            throws InterruptedException {
        List<JsonNode> logons = new ArrayList<>();
        var _ = gathering.part(
                Part.LOGONS,
                () -> calls.list(connection, Part.LOGONS, path(machine) + "/logonusers", deadline, logons::add));
        return logons.stream()
                .sorted(BY_LAST_SEEN.reversed())
                .map(logon -> JsonAnswer.text(logon, "accountName"))
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_USERS)
                .toList();
    }

    private EntraDevice inEntra(Gathering gathering, Connection connection, JsonNode machine, Instant deadline)
            throws InterruptedException {
        String deviceId = entraDeviceId(machine);
        if (deviceId == null) {
            return EntraDevice.NONE;
        }
        JsonNode device = gathering.part(
                Part.COMPLIANCE,
                () -> calls.get(
                        connection,
                        Part.COMPLIANCE,
                        "/v1.0/devices(deviceId=" + DirectoryCalls.quoted(deviceId)
                                + ")?$select=id,deviceId,displayName,isCompliant",
                        deadline,
                        JsonAnswer::identified));
        if (device == null) {
            return EntraDevice.NONE;
        }
        List<String> owners = new ArrayList<>();
        var _ = gathering.part(
                Part.OWNER,
                () -> calls.list(
                        connection,
                        Part.OWNER,
                        "/v1.0/devices/" + DirectoryCalls.encoded(JsonAnswer.id(device)) + "/registeredOwners",
                        deadline,
                        owner -> Optional.ofNullable(JsonAnswer.lower(owner, "userPrincipalName"))
                                .ifPresent(owners::add)));
        return new EntraDevice(
                JsonAnswer.truth(device, "isCompliant"),
                owners.stream().sorted().findFirst().orElse(null));
    }

    private static @Nullable String entraDeviceId(JsonNode machine) {
        String id = JsonAnswer.lower(machine, "aadDeviceId");
        return id != null && ENTRA_ID.matcher(id).matches() && !id.equals(NO_ENTRA_ID) ? id : null;
    }

    private static String path(String machine) {
        return "/api/machines/" + DirectoryCalls.encoded(machine);
    }
}
