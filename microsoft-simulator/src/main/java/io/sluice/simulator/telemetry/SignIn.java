package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.organisation.Chart;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A sign-in. Everybody signs in once in every stretch of four hours, from the office, with success. Nothing is kept,
 * the same moment always gives the same sign-ins.
 *
 * <p>Properties after the published metadata of Graph v1.0 (microsoft.graph.signIn).
 *
 * @param person who
 * @param device with what
 * @param address from where
 * @param at when
 */
public record SignIn(Person person, Device device, String address, Instant at) {

    private static final Duration STRETCH = Duration.ofHours(4);
    private static final Duration KEPT = Duration.ofDays(7);

    /** Sign-ins become visible so much later. */
    private static final Duration LATE = Duration.ofMinutes(15);

    /** All that are visible now, the latest first. */
    public static List<SignIn> of(Organisation organisation, Instant now) {
        long stretch = STRETCH.toSeconds();
        Instant visible = now.minus(LATE);
        List<SignIn> all = new ArrayList<>();
        for (Person person : organisation.people()) {
            long first = now.minus(KEPT).getEpochSecond() / stretch;
            for (long number = first; number * stretch <= visible.getEpochSecond(); number++) {
                long mixed = (person.user().aadUserId().hashCode() * 31L + number) * 0x9E3779B97F4A7C15L;
                long within = Math.floorMod(mixed >>> 8, stretch);
                Instant at = Instant.ofEpochSecond(number * stretch + within);
                if (!at.isAfter(visible)) {
                    all.add(new SignIn(person, organisation.deviceOf(person), organisation.officeAddress(), at));
                }
            }
        }
        all.sort(Comparator.comparing(SignIn::at)
                .reversed()
                .thenComparing(it -> it.person.user().aadUserId()));
        return all;
    }

    /** Its members in JSON. */
    public Map<String, Object> json() {
        String userId = person.user().aadUserId();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "id",
                UUID.nameUUIDFromBytes((userId + at).getBytes(StandardCharsets.US_ASCII))
                        .toString());
        json.put("createdDateTime", at.toString());
        json.put("userDisplayName", person.displayName());
        json.put("userPrincipalName", person.user().principalName());
        json.put("userId", userId);
        json.put("appId", "00000002-0000-0ff1-ce00-000000000000");
        json.put("appDisplayName", "Office 365 Exchange Online");
        json.put("ipAddress", address);
        json.put("clientAppUsed", "Browser");
        json.put(
                "correlationId",
                UUID.nameUUIDFromBytes((at + userId).getBytes(StandardCharsets.US_ASCII))
                        .toString());
        json.put("conditionalAccessStatus", "success");
        json.put("isInteractive", true);
        json.put("riskDetail", "hidden");
        json.put("riskLevelAggregated", "hidden");
        json.put("riskLevelDuringSignIn", "hidden");
        json.put("riskState", "none");
        json.put("riskEventTypes_v2", List.of());
        json.put("resourceDisplayName", "Office 365 Exchange Online");
        json.put("resourceId", "00000002-0000-0ff1-ce00-000000000000");
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("errorCode", 0);
        status.put("failureReason", "Other.");
        status.put("additionalDetails", null);
        json.put("status", status);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("deviceId", device.aadId());
        detail.put("displayName", device.dnsName());
        detail.put("operatingSystem", device.osPlatform());
        detail.put("browser", "Edge 140.0.0");
        detail.put("isCompliant", Chart.meetsPolicies(device));
        detail.put("isManaged", true);
        detail.put("trustType", "Hybrid Azure AD joined");
        json.put("deviceDetail", detail);
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("city", "Dresden");
        location.put("state", "Sachsen");
        location.put("countryOrRegion", "DE");
        location.put("geoCoordinates", Map.of("latitude", 51.05, "longitude", 13.74));
        json.put("location", location);
        json.put("appliedConditionalAccessPolicies", List.of());
        return json;
    }
}
