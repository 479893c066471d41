package io.sluice.enrichment.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.directory.DeviceEntry;
import io.sluice.enrichment.directory.lookup.LookedUp.Keep;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceLookupTest {

    private static final String ID = "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334";
    private static final String OTHER = "b1b2c3d4e5f60718293a4b5c6d7e8f9001122334";
    private static final String ENTRA = "0d000000-0000-4000-8000-00000000000c";
    private static final String OBJECT = "0c000000-0000-4000-8000-00000000000c";
    private static final String MACHINES = "/api/machines";
    private static final String MACHINE = MACHINES + "/" + ID;
    private static final String LOGONS = MACHINE + "/logonusers";
    private static final String IN_ENTRA = "/v1.0/devices(deviceId='" + ENTRA + "')";
    private static final String OWNERS = "/v1.0/devices/" + OBJECT + "/registeredOwners";
    private static final String NOBODY = "{\"value\":[]}";
    private static final String DENIED = """
            {"error":{"code":"Forbidden","message":"The application does not have any of the required application \
            permissions (x) to access the resource."}}""";

    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final SteppingClock clock = new SteppingClock();
    private final DeviceLookup lookup = new DeviceLookup(
            new DirectoryCalls(microsoft.http(), microsoft.tokens(), clock, clock::pass, new SimpleMeterRegistry()),
            clock);

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void allThatIsSaidOfADeviceIsTold() throws Exception {
        microsoft
                .answers(MACHINE, 200, machine(ID, "PC01.contoso.com", "2026-02-03T11:22:33.1234567Z"))
                .answers(LOGONS, 200, """
                        {"value":[{"id":"contoso\\\\ben","accountName":"ben","lastSeen":"2026-02-01T00:00:00Z"},\
                        {"id":"contoso\\\\ada","accountName":"ada","lastSeen":"2026-02-03T00:00:00Z"},\
                        {"id":"pc01\\\\ben","accountName":"ben","lastSeen":null}]}""")
                .answers(
                        IN_ENTRA,
                        200,
                        "{\"id\":\"" + OBJECT + "\",\"deviceId\":\"" + ENTRA
                                + "\",\"displayName\":\"PC01\",\"isCompliant\":false}")
                .answers(OWNERS, 200, """
                        {"value":[{"@odata.type":"#microsoft.graph.user","id":"x","userPrincipalName":"Ben@Contoso.com"}]}""");

        LookedUp read = look(ID.toUpperCase(java.util.Locale.ROOT));

        assertThat(device(read))
                .isEqualTo(new DeviceEntry(
                        ID,
                        ENTRA,
                        "pc01.contoso.com",
                        "Windows11",
                        "ben@contoso.com",
                        false,
                        "Active",
                        "Medium",
                        null,
                        "High",
                        List.of("finance"),
                        Instant.parse("2026-02-03T11:22:33.123Z"),
                        List.of("ada", "ben")));
        assertThat(warnings(read)).isEmpty();
        assertThat(read.keep()).isEqualTo(Keep.LONG);
        // Defender's own host wants a token for the name that its resource had first.
        assertThat(microsoft.authorized())
                .first()
                .asString()
                .startsWith("Bearer https://api.securitycenter.microsoft.com#");
    }

    @Test
    void ofSeveralDevicesWithANameTheOneSeenLastIsTold() throws Exception {
        microsoft
                .answers(
                        MACHINES,
                        200,
                        "{\"value\":["
                                + String.join(
                                        ",",
                                        machine(OTHER, "pc01.contoso.com", "2026-01-03T00:00:00Z"),
                                        machine(ID, "PC01.contoso.com", "2026-02-03T00:00:00Z"),
                                        machine("c".repeat(40), "pc01.contoso.com", ""),
                                        machine("d".repeat(40), "pc02.contoso.com", "2026-02-04T00:00:00Z"))
                                + "]}")
                .answers(LOGONS, 200, NOBODY);

        assertThat(device(look("PC01.Contoso.com")).id()).isEqualTo(ID);
        assertThat(microsoft.asked())
                .first()
                .isEqualTo("/api/machines?$filter=computerDnsName%20eq%20'pc01.contoso.com'");
    }

    @Test
    void whatIsNotKnownIsNoFailure() throws Exception {
        microsoft.answers(MACHINES, 200, NOBODY);
        assertThat(look("pc01").entry()).isNull();

        // So Defender for Endpoint answers where it has no machines at all.
        microsoft.answers(MACHINES, 404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"No machines\"}}");
        assertThat(look("pc01").entry()).isNull();
        assertThat(look(ID)).isEqualTo(LookedUp.UNKNOWN);
    }

    @Test
    void aDeviceThatEntraDoesNotHaveIsNotLookedForThere() throws Exception {
        microsoft.answers(LOGONS, 200, NOBODY);
        for (String none : List.of("null", "\"\"", "\"00000000-0000-0000-0000-000000000000\"", "\"x') or ('\"")) {
            microsoft.answers(
                    MACHINE, 200, "{\"id\":\"" + ID + "\",\"computerDnsName\":\"pc01\",\"aadDeviceId\":" + none + "}");

            LookedUp read = look(ID);

            assertThat(device(read).entraDeviceId()).isNull();
            assertThat(warnings(read)).isEmpty();
        }
        assertThat(microsoft.asked()).noneMatch(path -> path.contains("/devices"));
    }

    @Test
    void aDeviceThatEntraHasForgottenLacksNothingElse() throws Exception {
        microsoft.answers(MACHINE, 200, machine(ID, "pc01", "")).answers(LOGONS, 200, NOBODY);

        LookedUp read = look(ID);

        assertThat(device(read).compliant()).isNull();
        assertThat(device(read).entraDeviceId()).isEqualTo(ENTRA);
        assertThat(warnings(read)).isEmpty();
        assertThat(microsoft.asked()).noneMatch(path -> path.contains("registeredOwners"));
    }

    @Test
    void refusedPartsAreWarningsThatNameThePermission() throws Exception {
        microsoft
                .answers(MACHINE, 200, machine(ID, "pc01", ""))
                .answers(LOGONS, 403, DENIED)
                .answers(IN_ENTRA, 403, MicrosoftStub.DENIED);

        LookedUp read = look(ID);

        assertThat(warnings(read))
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .startsWith("The logged-on users cannot be read.")
                                .contains("User.Read.All of WindowsDefenderATP"),
                        warning -> assertThat(warning)
                                .startsWith("The device's compliance in Entra ID cannot be read.")
                                .contains("Directory.Read.All of Microsoft Graph"));
        assertThat(read.isRefused()).isTrue();
        assertThat(read.keep()).isEqualTo(Keep.SHORTLY);
    }

    @Test
    void whoIsLoggedOnIsOptional() throws Exception {
        microsoft.answers(MACHINE, 200, machine(ID, "pc01", "")).answers(LOGONS, 403, DENIED);

        assertThat(look(ID).isRefused()).isFalse();
    }

    @Test
    void anOwnerWhoseNameIsNotToldIsNone() throws Exception {
        microsoft
                .answers(MACHINE, 200, machine(ID, "pc01", ""))
                .answers(LOGONS, 200, NOBODY)
                .answers(IN_ENTRA, 200, "{\"id\":\"" + OBJECT + "\",\"isCompliant\":null}")
                .answers(OWNERS, 200, "{\"value\":[{\"id\":\"x\",\"userPrincipalName\":null}]}");

        LookedUp read = look(ID);

        assertThat(device(read).owner()).isNull();
        assertThat(device(read).compliant()).isNull();
    }

    @Test
    void withoutDefenderAnIdStillTellsWhoIsLoggedOn() throws Exception {
        microsoft.answers(MACHINE, 403, DENIED).answers(LOGONS, 200, "{\"value\":[{\"accountName\":\"ben\"}]}");

        LookedUp read = look(ID);

        assertThat(device(read).id()).isEqualTo(ID);
        assertThat(device(read).loggedOnUsers()).containsExactly("ben");
        assertThat(warnings(read)).singleElement().asString().contains("Machine.Read.All of WindowsDefenderATP");
    }

    @Test
    void whereNothingCanBeReadTheRemedyNamesThePermission() {
        microsoft.answers(MACHINE, 403, DENIED).answers(MACHINES, 403, DENIED).answers(LOGONS, 200, NOBODY);

        for (String subject : List.of(ID, "pc01")) {
            assertThatThrownBy(() -> look(subject))
                    .isInstanceOfSatisfying(
                            MicrosoftException.class,
                            failed -> assertThat(failed.failure())
                                    .isInstanceOfSatisfying(
                                            Forbidden.class,
                                            forbidden -> assertThat(forbidden.remedy())
                                                    .contains("Machine.Read.All of WindowsDefenderATP")));
        }
    }

    @Test
    void ofVeryManyUsersTheLatestTwentyAreTold() throws Exception {
        microsoft
                .answers(MACHINE, 200, "{\"id\":\"" + ID + "\"}")
                .answers(
                        LOGONS,
                        200,
                        IntStream.range(10, 60)
                                .mapToObj(minute -> "{\"accountName\":\"u" + minute + "\",\"lastSeen\":\"2026-02-03T10:"
                                        + minute + ":00\"}")
                                .collect(Collectors.joining(",", "{\"value\":[", "]}")));

        assertThat(device(look(ID)).loggedOnUsers())
                .hasSize(20)
                .startsWith("u59", "u58")
                .endsWith("u40");
    }

    @Test
    void theHourOfDefenderForEndpointIsKept() throws Exception {
        microsoft.answers(MACHINE, 200, "{\"id\":\"" + ID + "\"}").answers(LOGONS, 200, NOBODY);
        Instant began = clock.instant();

        for (int i = 0; i < 650; i++) {
            var _ = lookup.lookUp(
                    microsoft.connection(),
                    Subject.device(ID).orElseThrow(),
                    clock.instant().plus(Duration.ofHours(3)));
        }

        // 1,300 calls where 1,200 an hour may be made.
        assertThat(Duration.between(began, clock.instant())).isGreaterThan(Duration.ofHours(1));
    }

    private static String machine(String id, String name, String lastSeen) {
        return """
                {"id":"%s","computerDnsName":"%s","firstSeen":"2025-01-01T00:00:00Z","lastSeen":"%s","osPlatform":"Windows11",\
                "healthStatus":"Active","riskScore":null,"exposureLevel":"Medium","deviceValue":"High","aadDeviceId":"%s",\
                "machineTags":["finance"]}""".formatted(id, name, lastSeen, ENTRA);
    }

    private LookedUp look(String device) throws MicrosoftException, InterruptedException {
        return lookup.lookUp(
                microsoft.connection(),
                Subject.device(device).orElseThrow(),
                clock.instant().plus(Duration.ofMinutes(2)));
    }

    private static DeviceEntry device(LookedUp read) {
        return Objects.requireNonNull(Objects.requireNonNull(read.entry()).device());
    }

    private static List<String> warnings(LookedUp read) {
        return Objects.requireNonNull(read.entry()).warnings();
    }
}
