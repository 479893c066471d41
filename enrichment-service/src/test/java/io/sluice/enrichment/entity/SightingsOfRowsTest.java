package io.sluice.enrichment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.QueryPart;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SightingsOfRowsTest {

    private static final String OID = "8f6c2c3e-0001-4000-8000-00000000abcd";
    private static final String MDE = "0123456789abcdef0123456789abcdef01234567";
    private static final String SHA256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private static final String PARENT = "375a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";

    @Test
    void signInNamesTheUserTheDeviceAndTheAddress() {
        Map<EntityKind, List<String>> named = named(
                "signins-of-user",
                Map.of("User", "Ann@contoso.com", "UserId", OID, "IPAddress", "198.18.4.7", "Device", "PC0001"));

        assertThat(named)
                .containsEntry(EntityKind.USER, List.of("ann@contoso.com", "oid:" + OID))
                .containsEntry(EntityKind.DEVICE, List.of("host:pc0001"))
                .containsEntry(EntityKind.IP, List.of("198.18.4.7"));
    }

    @Test
    void mailNamesTheMessageAndItsPeople() {
        Map<EntityKind, List<String>> named = named(
                "mail-by-message",
                Map.of(
                        "NetworkMessageId",
                        OID,
                        "InternetMessageId",
                        "<a@b>",
                        "Sender",
                        "x@maple.example",
                        "Recipient",
                        "ann@contoso.com",
                        "SenderIP",
                        "198.18.4.7"));

        assertThat(named)
                .containsEntry(EntityKind.MESSAGE, List.of("nmid:" + OID, "imid:a@b"))
                .containsEntry(EntityKind.USER, List.of("ann@contoso.com"))
                .containsEntry(EntityKind.MAILBOX, List.of("x@maple.example"))
                .containsEntry(EntityKind.DOMAIN, List.of("maple.example"));
    }

    @Test
    void clickNamesTheUrl() {
        assertThat(named("clicks-on-url", Map.of("Url", "HTTPS://login.maple.example", "User", "ann@contoso.com")))
                .containsEntry(EntityKind.URL, List.of("https://login.maple.example/"));
    }

    @Test
    void processNamesItsFileAndItsParents() {
        List<Sighting> sightings = sightings(
                "processes-on-device",
                Map.of(
                        "Device", "pc0001.contoso.com",
                        "DeviceId", MDE,
                        "FileName", "loader.exe",
                        "FolderPath", "C:\\Users\\ann\\loader.exe",
                        "SHA256", SHA256,
                        "AccountDomain", "NT AUTHORITY",
                        "Account", "SYSTEM",
                        "ParentFileName", "explorer.exe",
                        "ParentSHA256", PARENT));

        assertThat(sightings)
                .filteredOn(it -> it.kind() == EntityKind.FILE)
                .extracting(it -> it.strength() + " " + it.value())
                .containsExactly("STRONG sha256:" + SHA256, "WEAK sha256:" + PARENT);
        assertThat(sightings).extracting(Sighting::kind).doesNotContain(EntityKind.USER);
        assertThat(sightings)
                .filteredOn(it -> it.kind() == EntityKind.DEVICE)
                .singleElement()
                .satisfies(it ->
                        assertThat(it.values()).containsExactly("mde:" + MDE, "pc0001.contoso.com", "host:pc0001"));
    }

    @Test
    void rowsOfOneAnswerAreReadTogether() {
        List<Column> columns = List.of(new Column("AccountUpn", "string"), new Column("Unheard", "string"));
        QueryPart part = new QueryPart(
                columns,
                List.of(row("ann@contoso.com", "x"), row("ANN@contoso.com", "y"), row("bo@contoso.com", "z")),
                null);

        assertThat(Alerts.SIGHTINGS.of(part))
                .extracting(Sighting::value)
                .containsExactly("ann@contoso.com", "bo@contoso.com");
        assertThat(Alerts.SIGHTINGS.of(columns, row("bo@contoso.com", "z")))
                .singleElement()
                .satisfies(it -> assertThat(it.strength()).isEqualTo(Strength.MEDIUM));
    }

    private static ArrayNode row(String... cells) {
        ArrayNode row = JsonNodeFactory.instance.arrayNode();
        for (String cell : cells) {
            row.add(cell);
        }
        return row;
    }

    private static List<Sighting> sightings(String investigation, Map<String, String> cells) {
        List<Column> columns = Investigations.named(investigation).orElseThrow().columns();
        assertThat(columns).extracting(Column::name).containsAll(cells.keySet());
        ArrayNode row = JsonNodeFactory.instance.arrayNode();
        columns.forEach(column -> row.add(cells.get(column.name())));
        return Alerts.SIGHTINGS.of(columns, row);
    }

    private static Map<EntityKind, List<String>> named(String investigation, Map<String, String> cells) {
        return sightings(investigation, cells).stream().collect(Collectors.toMap(Sighting::kind, Sighting::values));
    }
}
