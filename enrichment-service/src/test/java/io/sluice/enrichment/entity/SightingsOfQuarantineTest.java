package io.sluice.enrichment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SightingsOfQuarantineTest {

    private static final String ID = "a1b2c3d4-0000-4000-8000-00000000abcd";
    private static final String SHA256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private static final String LOGO = "375a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";

    private static final String ANALYSIS = """
            {"size":1,"headers":{"from":[{"address":"Billing@maple-invoices.example"}],
            "replyTo":[{"address":"drop@elsewhere.example"}],"messageId":"<AbC@mail.example>",
            "originatingIps":["198.18.4.7","10.0.0.1"],"fields":1},"authentication":{},
            "urls":[{"url":"https://eur01.safelinks.protection.outlook.com/?url=x","target":"https://login.maple.example/signin",
            "defanged":"","places":[{"part":"1","how":"a.href"}],"count":1},
            {"url":"https://cdn.maple.example/logo.png","defanged":"","places":[{"part":"1","how":"img.src"}],"count":1}],
            "urlsLeftOut":0,"parts":[{"path":"1","role":"text","typeMismatch":false,"sha256":"%s"},
            {"path":"2","role":"attachment","detectedType":"application/zip","typeMismatch":false,"fileName":"Invoice.zip",
            "sha256":"%s"},
            {"path":"3","role":"attachment","detectedType":"image/png","typeMismatch":false,"fileName":"logo.png",
            "sha256":"%s"}],"messages":[]}""".formatted(LOGO.replace('3', '4'), SHA256.toUpperCase(Locale.ROOT), LOGO);

    @Test
    void messageIsTheOneThatAnAlertNames() {
        List<Sighting> named = sightings("Inbound", "High Confidence Phish", "null");
        Sighting alert = Alerts.sightings(EntityKind.MESSAGE, """
                        {"name":"MailMessage","uid":"A1B2C3D4-0000-4000-8000-00000000ABCD","data":{}}""").getFirst();

        assertThat(named)
                .filteredOn(it -> it.kind() == EntityKind.MESSAGE)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.values()).containsExactly("nmid:" + ID, "imid:AbC@mail.example");
                    assertThat(message.strength()).isEqualTo(Strength.STRONG);
                    assertThat(message.verdict()).isEqualTo("malicious");
                    assertThat(message.label()).isEqualTo("Overdue");
                    assertThat(SameEntity.shared(message, alert)).isEqualTo("nmid:" + ID);
                });
    }

    @Test
    void recipientsAreUsersAndTheSenderIsAMailbox() {
        assertThat(values(sightings("Inbound", "Phish", "null"), EntityKind.USER))
                .containsExactly("ann@contoso.com", "bo@contoso.com");
        assertThat(values(sightings("Inbound", "Phish", "null"), EntityKind.MAILBOX))
                .containsExactly("billing@maple-invoices.example");
        assertThat(values(sightings("Outbound", "Phish", "null"), EntityKind.USER))
                .containsExactly("billing@maple-invoices.example");
    }

    @Test
    void analysisBringsInLinksAndAttachments() {
        List<Sighting> named = sightings("Inbound", "HighConfPhish", ANALYSIS);

        assertThat(named)
                .filteredOn(it -> it.kind() == EntityKind.URL)
                .extracting(it -> it.strength() + " " + it.value())
                .containsExactly(
                        "MEDIUM https://login.maple.example/signin", "WEAK https://cdn.maple.example/logo.png");
        assertThat(named)
                .filteredOn(it -> it.kind() == EntityKind.FILE)
                .extracting(it -> it.strength() + " " + it.value())
                .containsExactlyInAnyOrder("STRONG sha256:" + SHA256, "WEAK sha256:" + LOGO);
        assertThat(values(named, EntityKind.IP)).containsExactly("198.18.4.7");
        assertThat(values(named, EntityKind.DOMAIN))
                .contains("maple.example", "maple-invoices.example", "elsewhere.example");
    }

    @Test
    void linksOfAdvertisingAreWeak() {
        assertThat(sightings("Inbound", "Bulk", ANALYSIS))
                .filteredOn(it -> it.kind() == EntityKind.URL)
                .extracting(Sighting::strength)
                .containsOnly(Strength.WEAK);
    }

    @Test
    void identityTellsTheMessageWhereNothingElseDoes() throws IOException {
        QuarantinedMessage message =
                Json.read("""
                {"outcome":"gone","identity":"%s\\\\11111111-2222-4333-8444-555555555555"}""".formatted(ID).getBytes(StandardCharsets.UTF_8), QuarantinedMessage.class);

        assertThat(Alerts.SIGHTINGS.of(message))
                .singleElement()
                .satisfies(it -> assertThat(it.values()).containsExactly("nmid:" + ID));
    }

    private static List<String> values(List<Sighting> sightings, EntityKind kind) {
        return sightings.stream()
                .filter(it -> it.kind() == kind)
                .map(Sighting::value)
                .toList();
    }

    private static List<Sighting> sightings(String direction, String type, String analysis) {
        String json = """
                {"outcome":"fetched","identity":"%s\\\\11111111-2222-4333-8444-555555555555","networkMessageId":"%s",
                "internetMessageId":"<AbC@mail.example>","sender":"Billing@maple-invoices.example",
                "recipients":["Ann@contoso.com","bo@contoso.com"],"subject":"Overdue","direction":"%s","type":"%s",
                "analysis":%s}""".formatted(ID, ID, direction, type, analysis);
        try {
            return Alerts.SIGHTINGS.of(Json.read(json.getBytes(StandardCharsets.UTF_8), QuarantinedMessage.class));
        } catch (IOException wrong) {
            throw new AssertionError(json, wrong);
        }
    }
}
