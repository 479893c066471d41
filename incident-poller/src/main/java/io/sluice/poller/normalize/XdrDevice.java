package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.Os;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a device of an alert (Microsoft Learn: List incidents API, device format). */
final class XdrDevice {

    static final String ID = "mdatpDeviceId";
    static final String HOSTNAME = "deviceDnsName";

    private XdrDevice() {}

    static Evidence read(JsonNode data) {
        EvidenceDraft evidence = new EvidenceDraft(data, "Device", Members.text(data, "verdict"));
        evidence.device = device(data);
        return evidence.finish();
    }

    private static @Nullable Device device(JsonNode data) {
        String id = Members.text(data, ID);
        String hostname = Members.text(data, HOSTNAME);
        String vmId = Members.text(Members.object(data, "vmMetadata"), "vmId");
        if (id == null && hostname == null && vmId == null) {
            return null;
        }
        Os os = Artifacts.os(
                Members.text(data, "osPlatform"), Members.text(data, "version"), Members.id(data, "osBuild"));
        String risk = Members.text(data, "riskScore");
        String groupId = Members.id(data, "rbacGroupId");
        String groupName = Members.text(data, "rbacGroupName");
        SourceTime firstSeen = Members.time(data, "firstSeen");
        return new Device(
                id,
                Members.text(data, "aadDeviceId"),
                hostname,
                null,
                Artifacts.deviceType(os),
                Artifacts.deviceType(os).caption(),
                null,
                vmId,
                os,
                risk,
                Words.riskLevel(risk),
                firstSeen == null ? null : firstSeen.epochMillis(),
                firstSeen == null ? null : firstSeen.text(),
                "onboarded".equals(Words.plain(Members.text(data, "onboardingStatus"))) ? true : null,
                groupId == null && groupName == null
                        ? List.of()
                        : List.of(new Group(groupName, groupId, "Device group")));
    }
}
