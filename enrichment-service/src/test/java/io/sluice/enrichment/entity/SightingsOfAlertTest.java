package io.sluice.enrichment.entity;

import static io.sluice.enrichment.entity.Alerts.sightings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SightingsOfAlertTest {

    private static final String SHA1 = "3395856ce81f2b7382dee72602f798b642f14140";
    private static final String SHA256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private static final String MDE = "0123456789abcdef0123456789abcdef01234567";
    private static final String OID = "8f6c2c3e-0001-4000-8000-00000000abcd";
    private static final String SID = "S-1-5-21-1004336348-1177238915-682003330-1104";

    private static final String USER_OF_DEFENDER = """
            {"name":"User","verdict":"Suspicious","verdict_id":4,"user":{"name":"ann.adler","uid":"%s","uid_alt":"%s",
            "domain":"CONTOSO","email_addr":"Ann.Adler@Contoso.com"},"data":{}}""".formatted(OID, SID);

    /** Sentinel knows the same account by name, suffix and SID. */
    private static final String USER_OF_SENTINEL = """
            {"name":"account","verdict_id":0,"user":{"name":"Ann.Adler","uid":"%s","domain":"CONTOSO",
            "email_addr":"ann.adler@contoso.com"},"data":{}}""".formatted(SID);

    private static final String DEVICE_OF_DEFENDER = """
            {"name":"Device","verdict_id":0,"device":{"uid":"%s","uid_alt":"11111111-2222-4333-8444-555555555555",
            "hostname":"PC0001.contoso.com","type_id":0},"data":{}}""".formatted(MDE);

    @Test
    void userIsTheSameThroughDefenderAndSentinel() {
        Sighting defender = only(EntityKind.USER, USER_OF_DEFENDER);
        Sighting sentinel = only(EntityKind.USER, USER_OF_SENTINEL);

        assertThat(defender.values())
                .containsExactly("ann.adler@contoso.com", "oid:" + OID, "sid:" + SID, "contoso\\ann.adler");
        assertThat(defender.strength()).isEqualTo(Strength.MEDIUM);
        assertThat(defender.verdict()).isEqualTo("suspicious");
        assertThat(sentinel.values()).containsExactly("ann.adler@contoso.com", "sid:" + SID, "contoso\\ann.adler");
        assertThat(SameEntity.shared(defender, sentinel)).isEqualTo("ann.adler@contoso.com");
    }

    @Test
    void mailboxOfUserIsTheUser() {
        Sighting mailbox = only(EntityKind.USER, """
                {"name":"MailBox","verdict_id":4,"user":{"name":"ann.adler@contoso.com","uid":"%s",
                "email_addr":"ANN.ADLER@contoso.com","display_name":"Ann Adler",
                "account":{"name":"ANN.ADLER@contoso.com","type":"Email Account","type_id":18}},"data":{}}""".formatted(OID));

        assertThat(mailbox.values()).containsExactly("ann.adler@contoso.com", "oid:" + OID);
        assertThat(mailbox.label()).isEqualTo("Ann Adler");
        assertThat(sightings(EntityKind.MAILBOX, USER_OF_DEFENDER)).isEmpty();
    }

    @Test
    void accountsOfWindowsAndOfMachinesAreNobody() {
        assertThat(List.of("""
                        {"user":{"name":"SYSTEM","uid":"S-1-5-18","domain":"NT AUTHORITY"}}""", """
                        {"user":{"name":"система","uid":"S-1-5-18"}}""", """
                        {"user":{"name":"LOCAL SERVICE","domain":"NT AUTHORITY"}}""", """
                        {"user":{"name":"NETWORK SERVICE"}}""", """
                        {"user":{"name":"PC0001$","domain":"CONTOSO"}}""", """
                        {"user":{"name":"DWM-1","domain":"Window Manager"}}""", """
                        {"user":{"name":"DefaultAppPool","domain":"IIS APPPOOL","uid":"S-1-5-82-3006700770"}}""", """
                        {"user":{"name":"ann"}}"""))
                .allSatisfy(evidence ->
                        assertThat(sightings(EntityKind.USER, evidence)).isEmpty());
    }

    @Test
    void securityIdOfEntraIsTheObjectId() {
        assertThat(only(EntityKind.USER, """
                        {"user":{"name":"AnnAdler","domain":"AzureAD","uid":"S-1-12-1-1943430372-1249052806-2496021943-3034400218"}}""").values())
                .containsExactly(
                        "oid:73d664e4-0886-4a73-b745-c694da45ddb4",
                        "sid:S-1-12-1-1943430372-1249052806-2496021943-3034400218");
    }

    @Test
    void deviceWithShortNameMeetsTheOneWithDnsName() {
        Sighting defender = only(EntityKind.DEVICE, DEVICE_OF_DEFENDER);
        Sighting sentinel = only(EntityKind.DEVICE, """
                {"name":"host","device":{"hostname":"pc0001","type_id":0}}""");
        Sighting elsewhere = only(EntityKind.DEVICE, """
                {"name":"host","device":{"hostname":"pc0001.fabrikam.com","type_id":0}}""");

        assertThat(defender.values())
                .containsExactly(
                        "mde:" + MDE, "pc0001.contoso.com", "id:11111111-2222-4333-8444-555555555555", "host:pc0001");
        assertThat(SameEntity.shared(defender, sentinel)).isEqualTo("host:pc0001");
        assertThat(SameEntity.shared(elsewhere, sentinel)).isEqualTo("host:pc0001");
        assertThat(SameEntity.shared(defender, elsewhere)).isNull();
    }

    @Test
    void shortNameIsTheDeviceThatTheAlertNamesInFull() {
        assertThat(sightings(EntityKind.DEVICE, """
                        {"device":{"hostname":"PC0001","type_id":0}}""", DEVICE_OF_DEFENDER))
                .singleElement()
                .satisfies(device -> assertThat(device.value()).isEqualTo("mde:" + MDE));
    }

    @Test
    void nameThatManyDevicesHaveIsNone() {
        assertThat(sightings(EntityKind.DEVICE, """
                        {"device":{"hostname":"iPhone","type_id":0}}""", """
                        {"device":{"hostname":"10.0.0.5","type_id":0}}""")).isEmpty();
        assertThat(only(EntityKind.DEVICE, """
                        {"device":{"uid":"%s","hostname":"localhost.localdomain","type_id":0}}""".formatted(MDE)).values()).containsExactly("mde:" + MDE);
    }

    @Test
    void mailIsAMessageWithPeopleAndASender() {
        Map<EntityKind, List<String>> named = valuesByKind("""
                {"name":"MailMessage","uid":"A1B2C3D4-0000-4000-8000-00000000ABCD","verdict":"Malicious","verdict_id":2,
                "email":{"from":"Billing@Maple-Invoices.example","to":["Ann.Adler@contoso.com"],"subject":"Overdue",
                "message_uid":"<AbC@mail.example>"},"src_endpoint":{"ip":"198.18.4.7"},"data":{}}""");

        assertThat(named)
                .containsEntry(
                        EntityKind.MESSAGE,
                        List.of("nmid:a1b2c3d4-0000-4000-8000-00000000abcd", "imid:AbC@mail.example"))
                .containsEntry(EntityKind.USER, List.of("ann.adler@contoso.com"))
                .containsEntry(EntityKind.MAILBOX, List.of("billing@maple-invoices.example"))
                .containsEntry(EntityKind.DOMAIN, List.of("maple-invoices.example"))
                .containsEntry(EntityKind.IP, List.of("198.18.4.7"));
    }

    @Test
    void mailWithoutAddressesOfTheUsualFormKeepsItsIds() {
        assertThat(valuesByKind("""
                        {"name":"mailMessage","uid":"a1b2c3d4-0000-4000-8000-00000000abcd",
                        "data":{"InternetMessageId":"<x@y>","Recipient":"ann","Sender":""}}"""))
                .containsEntry(EntityKind.MESSAGE, List.of("nmid:a1b2c3d4-0000-4000-8000-00000000abcd", "imid:x@y"));
    }

    @Test
    void senderThatIsAUserOfTheAlertIsNoMailboxBesides() {
        assertThat(sightings(EntityKind.MAILBOX, USER_OF_DEFENDER, """
                        {"name":"MailMessage","uid":"a1b2c3d4-0000-4000-8000-00000000abcd",
                        "email":{"from":"ann.adler@contoso.com","to":["bo@contoso.com"]}}""")).isEmpty();
    }

    @Test
    void fileOfWindowsIsWeakAndACopyOfItElsewhereIsNot() {
        assertThat(strength(file("C:\\\\Windows\\\\System32\\\\cmd.exe", "cmd.exe", "Suspicious", 4)))
                .isEqualTo(Strength.WEAK);
        assertThat(strength(file("C:\\\\Users\\\\ann\\\\cmd.exe", "cmd.exe", "Suspicious", 4)))
                .isEqualTo(Strength.STRONG);
        assertThat(strength(file("C:\\\\Windows\\\\Temp\\\\cmd.exe", "cmd.exe", "Suspicious", 4)))
                .isEqualTo(Strength.STRONG);
        assertThat(strength(file("C:\\\\Windows\\\\..\\\\Users\\\\cmd.exe", "cmd.exe", "Suspicious", 4)))
                .isEqualTo(Strength.STRONG);
        assertThat(strength(file("/usr/bin/curl", "curl", "Suspicious", 4))).isEqualTo(Strength.WEAK);
        assertThat(strength(file("C:\\\\Windows\\\\svc.exe", "svc.exe", "Malicious", 2)))
                .isEqualTo(Strength.STRONG);
        assertThat(strength(file("C:\\\\Users\\\\ann\\\\a.exe", "a.exe", "NoThreatsFound", 5)))
                .isEqualTo(Strength.WEAK);
    }

    @Test
    void processBringsInItsImageFileAndItsUserButNotItsCommandLine() {
        List<Sighting> named = sightings("""
                {"name":"Process","verdict":"Malicious","verdict_id":2,"device":{"uid":"%s","type_id":0},"process":{"pid":7,
                "name":"powershell.exe","cmd_line":"powershell -enc https://evil.example",
                "file":{"name":"powershell.exe","path":"C:\\\\Windows\\\\System32\\\\WindowsPowerShell\\\\v1.0\\\\powershell.exe",
                "type_id":1,"hashes":[{"algorithm_id":2,"value":"%s"},{"algorithm_id":3,"value":"%s"}]},
                "user":{"name":"ann.adler","domain":"CONTOSO","uid":"%s"}}}""".formatted(MDE, SHA1, SHA256, SID));

        assertThat(named)
                .extracting(Sighting::kind, Sighting::value, Sighting::strength, Sighting::verdict)
                .containsExactlyInAnyOrder(
                        tuple(EntityKind.FILE, "sha256:" + SHA256, Strength.WEAK, null),
                        tuple(EntityKind.USER, "sid:" + SID, Strength.MEDIUM, null),
                        tuple(EntityKind.DEVICE, "mde:" + MDE, Strength.MEDIUM, null));
    }

    /** Sentinel lists the digests of a file beside it, which must not make a program of Windows strong. */
    @Test
    void bareDigestIsOfTheFileThatHasIt() {
        String digest = """
                {"name":"filehash","verdict_id":0,"data":{"Algorithm":"SHA256","Value":"%s"}}""".formatted(SHA256);

        assertThat(sightings(EntityKind.FILE, digest, file("C:\\\\Windows\\\\System32\\\\cmd.exe", "cmd.exe", "", 0)))
                .singleElement()
                .satisfies(file -> assertThat(file.strength()).isEqualTo(Strength.WEAK));
        assertThat(only(EntityKind.FILE, digest).strength()).isEqualTo(Strength.STRONG);
    }

    @Test
    void addressThatMicrosoftJudgesIsMoreThanAnAddress() {
        assertThat(only(EntityKind.IP, """
                        {"name":"Ip","verdict_id":4,"src_endpoint":{"ip":"198.18.4.7"}}""").strength()).isEqualTo(Strength.MEDIUM);
        assertThat(only(EntityKind.IP, """
                        {"name":"ip","verdict_id":0,"src_endpoint":{"ip":"198.18.4.7"}}""").strength()).isEqualTo(Strength.WEAK);
        assertThat(sightings(EntityKind.IP, """
                        {"name":"Ip","verdict_id":4,"src_endpoint":{"ip":"10.1.2.3"}}""")).isEmpty();
    }

    @Test
    void urlBringsInItsDomain() {
        assertThat(valuesByKind("""
                        {"name":"Url","verdict_id":2,"url":{"url_string":"hxxps://Login.Maple[.]co.uk/a"},"data":{}}"""))
                .containsEntry(EntityKind.URL, List.of("https://login.maple.co.uk/a"))
                .containsEntry(EntityKind.DOMAIN, List.of("maple.co.uk"));
    }

    @Test
    void eventThatARuleFoundNamesItsPeople() {
        assertThat(sightings(EntityKind.USER, """
                        {"name":"Event","verdict_id":0,"data":{"UserId":"Olga.Meyer@contoso.com","Operation":"FileDownloaded",
                        "TargetUserPrincipalName":["wanda@contoso.com"],"SenderFromAddress":"x@elsewhere.example"}}"""))
                .extracting(Sighting::value)
                .containsExactly("olga.meyer@contoso.com", "wanda@contoso.com");
    }

    @Test
    void resourceOfAzureIsKnownInLowerCase() {
        assertThat(only(EntityKind.RESOURCE, """
                        {"name":"azure-resource","resources":[{"name":"vm1","uid":
                        "/subscriptions/%s/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM1/",
                        "type":"Azure resource"}]}""".formatted(OID)))
                .satisfies(resource -> assertThat(resource.value())
                        .isEqualTo("/subscriptions/" + OID
                                + "/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm1"))
                .satisfies(resource -> assertThat(resource.strength()).isEqualTo(Strength.MEDIUM));
        assertThat(sightings("""
                        {"name":"SecurityGroup","resources":[{"name":"Admins","uid":"1","type":"Security group"}]}""")).isEmpty();
    }

    @Test
    void theSameUserUnderSeveralNamesIsOne() {
        assertThat(sightings(EntityKind.USER, """
                        {"user":{"name":"x","uid":"%s"}}""".formatted(OID), """
                        {"verdict_id":2,"user":{"name":"ann@contoso.com","email_addr":"ann@contoso.com"}}""", """
                        {"verdict_id":4,"user":{"name":"ann@contoso.com","email_addr":"ann@contoso.com","uid":"%s"}}""".formatted(OID)))
                .singleElement()
                .satisfies(user -> assertThat(user.values()).containsExactly("ann@contoso.com", "oid:" + OID))
                .satisfies(user -> assertThat(user.verdict()).isEqualTo("malicious"));
    }

    @Test
    void atMost64AreKeptTheStrongOnesFirst() {
        List<String> evidences =
                IntStream.range(0, 100).mapToObj(i -> """
                        {"verdict_id":0,"src_endpoint":{"ip":"198.18.0.%d"}}""".formatted(i)).collect(Collectors.toList());
        evidences.add(file("C:\\\\Users\\\\a.exe", "a.exe", "", 0));

        List<Sighting> kept = Alerts.SIGHTINGS.of(Alerts.with(evidences));

        assertThat(kept).hasSize(64);
        assertThat(kept.getFirst().kind()).isEqualTo(EntityKind.FILE);
        assertThat(kept.get(1).value()).isEqualTo("198.18.0.0");
    }

    @Test
    void whatIsListedIsIgnored() {
        Sightings strict = new Sightings(new EntitySettings(Map.of(
                EntityKind.IP, Set.of("192.0.2.0/24"),
                EntityKind.URL, Set.of("contoso.com"),
                EntityKind.DOMAIN, Set.of("contoso.com"),
                EntityKind.USER, Set.of("CONTOSO\\HelpDesk", "s-1-5-21-1-2-3-4", "service@contoso.com"))));

        assertThat(strict.of(Alerts.with("""
                        {"src_endpoint":{"ip":"192.0.2.17"}}""", """
                        {"url":{"url_string":"https://intranet.contoso.com/x"}}""", """
                        {"user":{"name":"helpdesk","domain":"CONTOSO","uid":"S-1-5-21-1-2-3-9"}}""", """
                        {"user":{"name":"Service@contoso.com","email_addr":"Service@contoso.com"}}"""))).isEmpty();
        assertThat(strict.of(Alerts.with("""
                        {"src_endpoint":{"ip":"192.0.3.17"}}"""))).hasSize(1);
    }

    private static String file(String path, String name, String verdict, int verdictId) {
        return """
                {"name":"File","verdict":"%s","verdict_id":%d,"file":{"name":"%s","type_id":1,"path":"%s",
                "hashes":[{"algorithm_id":2,"value":"%s"},{"algorithm_id":3,"value":"%s"}]},"data":{}}""".formatted(verdict, verdictId, name, path, SHA1, SHA256.toUpperCase(Locale.ROOT));
    }

    private static Strength strength(String file) {
        return only(EntityKind.FILE, file).strength();
    }

    private static Sighting only(EntityKind kind, String... evidences) {
        List<Sighting> found = sightings(kind, evidences);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Map<EntityKind, List<String>> valuesByKind(String... evidences) {
        return sightings(evidences).stream()
                .collect(Collectors.toMap(Sighting::kind, Sighting::values, (one, other) -> {
                    throw new AssertionError(one + " and " + other);
                }));
    }
}
