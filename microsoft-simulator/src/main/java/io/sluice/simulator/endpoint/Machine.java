package io.sluice.simulator.endpoint;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Many;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.organisation.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A device as Defender for Endpoint lists it.
 *
 * <p>Properties after Microsoft Learn: "Machine resource type".
 *
 * @param device the device
 * @param chart whose it is and who works with it
 * @param now the time of the request; a device reports once a day
 */
record Machine(Device device, Chart chart, Instant now) {

    private static final Set<String> EQUALITY = Set.of("eq", "ne");

    /** What the list can be filtered by. */
    static final Fields<Machine> FIELDS = new Fields<>(
            "Microsoft.Windows.Defender.Atp.Machine",
            Map.ofEntries(
                    Map.entry("id", new Text<>(Machine::id, false, EQUALITY)),
                    Map.entry("computerDnsName", new Text<>(it -> it.device.dnsName(), false, EQUALITY)),
                    Map.entry("aadDeviceId", new Text<>(it -> it.device.aadId(), true, EQUALITY)),
                    Map.entry("osPlatform", new Text<>(it -> it.device.osPlatform(), false, EQUALITY)),
                    Map.entry("version", new Text<>(it -> it.device.osVersion(), false, EQUALITY)),
                    Map.entry("riskScore", new Text<>(it -> it.device.riskScore(), true, EQUALITY)),
                    Map.entry("exposureLevel", new Text<>(Machine::exposureLevel, false, EQUALITY)),
                    Map.entry("deviceValue", new Text<>(Machine::value, false, EQUALITY)),
                    Map.entry("machineTags", new Many<>(it -> it.device.tags(), "")),
                    Map.entry("healthStatus", new Text<>(it -> "Active", false, EQUALITY)),
                    Map.entry("onboardingStatus", new Text<>(it -> "Onboarded", false, EQUALITY)),
                    Map.entry("lastIpAddress", new Text<>(Machine::ipAddress, false, EQUALITY)),
                    Map.entry("lastSeen", new Time<>(Machine::lastSeen))));

    /** Its id, which the evidence of alerts refers to. */
    String id() {
        return device.mdatpId();
    }

    private int hash() {
        return device.mdatpId().hashCode();
    }

    private String exposureLevel() {
        return List.of("Low", "Medium", "High").get(Math.floorMod(hash(), 3));
    }

    private String value() {
        return chart.isValuable(device) ? "High" : "Normal";
    }

    private String ipAddress() {
        return "10.%d.%d.%d".formatted((hash() >>> 8) & 0x3F, (hash() >>> 16) & 0xFF, 1 + Math.floorMod(hash(), 254));
    }

    /** The last full report, at the same time of every day. */
    Instant lastSeen() {
        long day = Duration.ofDays(1).toSeconds();
        long ofDay = Math.floorMod(hash(), day);
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond() - ofDay, day) * day + ofDay);
    }

    /** Who is or was logged on to it, in JSON. */
    List<Map<String, Object>> logonUsers() {
        return chart.users(device).stream()
                .map(person -> {
                    Evidence.User user = person.user();
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("id", user.domainName().toLowerCase(Locale.ROOT) + "\\" + user.accountName());
                    json.put("accountName", user.accountName());
                    json.put("accountDomain", user.domainName().toLowerCase(Locale.ROOT));
                    json.put("accountSid", user.sid());
                    json.put("firstSeen", WireTime.text(device.firstSeen()));
                    json.put("lastSeen", WireTime.text(lastSeen()));
                    json.put("logonTypes", chart.isManaged(device) ? "Interactive" : "RemoteInteractive");
                    json.put("isDomainAdmin", chart.isAdministrator(person));
                    json.put("isOnlyNetworkUser", false);
                    return json;
                })
                .toList();
    }

    /** Its members in JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id());
        json.put("computerDnsName", device.dnsName());
        json.put("firstSeen", WireTime.text(device.firstSeen()));
        json.put("lastSeen", WireTime.text(lastSeen()));
        json.put("osPlatform", device.osPlatform());
        json.put("osVersion", null);
        json.put("osProcessor", "x64");
        json.put("osArchitecture", "64-bit");
        json.put("version", device.osVersion());
        json.put("osBuild", device.osBuild());
        json.put("lastIpAddress", ipAddress());
        json.put("lastExternalIpAddress", "192.0.2." + (1 + Math.floorMod(hash() >>> 4, 254)));
        json.put("healthStatus", "Active");
        json.put("onboardingStatus", "Onboarded");
        json.put("deviceValue", value());
        json.put("rbacGroupId", device.group() == null ? 0 : 71);
        json.put("rbacGroupName", device.group());
        json.put("riskScore", device.riskScore());
        json.put("exposureLevel", exposureLevel());
        json.put("isAadJoined", device.aadId() != null);
        json.put("aadDeviceId", device.aadId());
        json.put("machineTags", device.tags());
        json.put("ipAddresses", List.of(Map.of("ipAddress", ipAddress(), "operationalStatus", "Up")));
        return json;
    }
}
