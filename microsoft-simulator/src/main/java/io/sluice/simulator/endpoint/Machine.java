package io.sluice.simulator.endpoint;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A device as Defender for Endpoint lists it.
 *
 * <p>Properties after Microsoft Learn: "Machine resource type".
 *
 * @param device the device
 * @param now the time of the request; a device reports once a day
 */
record Machine(Device device, Instant now) {

    private static final Set<String> EQUALITY = Set.of("eq", "ne");

    /** What the list can be filtered by. */
    static final Fields<Machine> FIELDS = new Fields<>(
            "Microsoft.Windows.Defender.Atp.Machine",
            Map.of(
                    "id", new Text<>(Machine::id, false, EQUALITY),
                    "computerDnsName", new Text<>(it -> it.device.dnsName(), false, EQUALITY),
                    "aadDeviceId", new Text<>(it -> it.device.aadId(), true, EQUALITY),
                    "osPlatform", new Text<>(it -> it.device.osPlatform(), false, EQUALITY),
                    "version", new Text<>(it -> it.device.osVersion(), false, EQUALITY),
                    "riskScore", new Text<>(it -> it.device.riskScore(), true, EQUALITY),
                    "healthStatus", new Text<>(it -> "Active", false, EQUALITY),
                    "onboardingStatus", new Text<>(it -> "Onboarded", false, EQUALITY),
                    "lastIpAddress", new Text<>(Machine::ipAddress, false, EQUALITY),
                    "lastSeen", new Time<>(Machine::lastSeen)));

    /** Its id, which the evidence of alerts refers to. */
    String id() {
        return device.mdatpId();
    }

    private int hash() {
        return device.mdatpId().hashCode();
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
        json.put("deviceValue", "Normal");
        json.put("rbacGroupId", device.group() == null ? 0 : 71);
        json.put("rbacGroupName", device.group());
        json.put("riskScore", device.riskScore());
        json.put("exposureLevel", List.of("Low", "Medium", "High").get(Math.floorMod(hash(), 3)));
        json.put("isAadJoined", device.aadId() != null);
        json.put("aadDeviceId", device.aadId());
        json.put("machineTags", device.tags());
        json.put("ipAddresses", List.of(Map.of("ipAddress", ipAddress(), "operationalStatus", "Up")));
        return json;
    }
}
