package io.sluice.simulator.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device as alerts list it.
 *
 * @param mdatpId Defender for Endpoint's id, 40 hexadecimal digits
 * @param aadId its id in Entra ID, if it is joined
 * @param dnsName fully qualified name
 * @param osPlatform operating system
 * @param osVersion its release
 * @param osBuild its build
 * @param riskScore how endangered it is held to be
 * @param group device group, if any
 * @param firstSeen when it was onboarded
 * @param tags its tags
 */
public record Device(
        String mdatpId,
        @Nullable String aadId,
        String dnsName,
        String osPlatform,
        String osVersion,
        int osBuild,
        String riskScore,
        @Nullable String group,
        Instant firstSeen,
        List<String> tags) {}
