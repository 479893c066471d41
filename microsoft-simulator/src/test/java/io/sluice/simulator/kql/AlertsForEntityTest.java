package io.sluice.simulator.kql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.telemetry.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sentinel-reader's investigation "alerts-for-entity" finds in alerts as Microsoft's products write them. */
class AlertsForEntityTest {

    private static final Instant MORNING = Instant.parse("2026-08-01T06:00:00Z");
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");

    /** As Defender for Endpoint writes it: in pieces, some within others. */
    private static final Map<String, Object> ANN = Map.of(
            "TimeGenerated",
            MORNING,
            "SystemAlertId",
            "ann",
            "Status",
            "New",
            "CompromisedEntity",
            "ws-0042",
            "Entities",
            """
            [{"$id":"2","HostName":"ws-0042","DnsDomain":"contoso.com","Type":"host"},\
            {"$id":"3","CommandLine":"C:\\\\Temp\\\\a.exe -enc \\"UQBB\\"","ImageFile":\
            {"$id":"4","Directory":"C:\\\\Temp","Name":"a.exe","Type":"file"},\
            "Account":{"$id":"5","Name":"Ann","NTDomain":"CONTOSO","UPNSuffix":"contoso.com","Type":"account"},\
            "Type":"process"}]""");

    /** As Defender for Cloud writes it: with white space. */
    private static final Map<String, Object> SERVER =
            Map.of("TimeGenerated", MORNING, "SystemAlertId", "server", "Status", "New", "Entities", """
            [
              { "$id": "2", "DnsDomain": "contoso.com", "HostName": "srv-1", "Type": "host" },
              { "$id": "3", "Name": "bob", "UPNSuffix": "contoso.com", "Type": "account" },
              { "$id": "4", "Name": "ann", "UPNSuffix": "fabrikam.com", "Type": "account" },
              { "$id": "5", "Address": "203.0.113.70", "Type": "ip" }
            ]""");

    private static final Map<String, Object> RULE = Map.of(
            "TimeGenerated",
            MORNING,
            "SystemAlertId",
            "rule",
            "Status",
            "New",
            "Entities",
            "",
            "ExtendedProperties",
            "{\"User\":\"carl@contoso.com\",\"Path\":\"D:\\\\Share\\\\x.docx\"}");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ann@contoso.com, ann",
                "ANN@contoso.com, ann",
                "contoso\\ann, ann",
                "ws-0042, ann",
                "ws-0042.contoso.com, ann",
                "C:\\Temp\\a.exe, ann",
                "C:\\Temp\\a.exe -enc \"UQBB\", ann",
                "a.exe, ann",
                "srv-1.contoso.com, server",
                "bob@contoso.com, server",
                "ann@fabrikam.com, server",
                "203.0.113.70, server",
                "carl@contoso.com, rule",
                "D:\\Share\\x.docx, rule"
            })
    void anEntityIsFoundThoughItIsWrittenInPieces(String entity, String alert) throws IOException {
        assertThat(workspace(entity, ANN, SERVER, RULE)).containsExactly(alert + " | New");
    }

    @ParameterizedTest
    @CsvSource({
        "bob@fabrikam.com",
        "ws-0042.fabrikam.com",
        "srv-1@contoso.com",
        "ann.contoso.com",
        "bob.contoso.com",
        "203.0.113.7",
        "D:\\Temp\\a.exe",
        "nn@contoso.com",
        "fabrikam\\ann"
    })
    void piecesOfSeveralEntitiesMakeNone(String entity) throws IOException {
        assertThat(workspace(entity, ANN, SERVER, RULE)).isEmpty();
    }

    @Test
    void theNewestVersionIsShownThoughItDoesNotNameTheEntity() throws IOException {
        Map<String, Object> closed =
                Map.of("TimeGenerated", NOON, "SystemAlertId", "ann", "Status", "Resolved", "Entities", "");

        assertThat(workspace("ann@contoso.com", closed, ANN)).containsExactly("ann | Resolved");
    }

    @Test
    void ofTwoVersionsOfOneTimeThatWhichCameLastIsShown() throws IOException {
        Map<String, Object> closed =
                Map.of("TimeGenerated", MORNING, "SystemAlertId", "ann", "Status", "Dismissed", "Entities", "");

        assertThat(workspace("ann@contoso.com", ANN, closed)).containsExactly("ann | Dismissed");
        assertThat(workspace("ann@contoso.com", closed, ANN)).containsExactly("ann | New");
    }

    @ParameterizedTest
    @CsvSource({
        "ann@contoso.com",
        "ANN",
        "contoso\\ann",
        "ws-0042",
        "ws-0042.contoso.com",
        "C:\\Temp\\a.exe",
        "a.exe",
        "2001:DB8::1",
        "HKEY_LOCAL_MACHINE\\Software\\Bad",
        "E:\\escaped.txt",
        "D:\\run.exe"
    })
    void evidenceOfAnyKindLeadsToItsAlertWhoseEntityIsAlwaysTheOneThatWasHit(String entity) throws IOException {
        Map<String, Object> user = evidence("User", "AccountName", "ann", "AccountDomain", "contoso");
        Map<String, Object> account = evidence("User", "AccountName", "ann", "AccountDomain", "contoso.com");
        Map<String, Object> device =
                evidence("Machine", "DeviceName", "ws-0042.contoso.com", "EvidenceRole", "Impacted");
        Map<String, Object> file = evidence("File", "FolderPath", "C:\\Temp", "FileName", "a.exe");
        Map<String, Object> address = evidence("Ip", "RemoteIP", "2001:db8::1", "EvidenceRole", "Related");
        Map<String, Object> key = evidence(
                "RegistryKey",
                "RegistryKey",
                "HKEY_LOCAL_MACHINE\\Software\\Bad",
                "AdditionalFields",
                "{\"Path\":\"E:\\\\escaped.txt\"}");

        Map<String, Object> value =
                evidence("RegistryValue", "RegistryValueName", "Run", "RegistryValueData", "D:\\run.exe");

        List<String> found = hunting(entity, user, account, device, file, address, key, value);

        assertThat(found).containsExactly("alert | ws-0042.contoso.com");
        assertThat(hunting(entity, value, key, address, file, device, account, user))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"ws-0042-b", "bob@contoso.com", "fabrikam\\ann", "D:\\Temp\\a.exe"})
    void evidenceOfOthersDoesNot(String entity) throws IOException {
        assertThat(hunting(
                        entity,
                        evidence("User", "AccountName", "ann", "AccountDomain", "contoso"),
                        evidence("Machine", "DeviceName", "ws-0042-b2.contoso.com", "EvidenceRole", "Impacted"),
                        evidence("File", "FolderPath", "C:\\Temp", "FileName", "a.exe")))
                .isEmpty();
    }

    private static Map<String, Object> evidence(String type, String column, String value, String other, String its) {
        return Map.of("Timestamp", MORNING, "AlertId", "alert", "EntityType", type, column, value, other, its);
    }

    @SafeVarargs
    private static List<String> workspace(String entity, Map<String, Object>... rows) throws IOException {
        return run(entity, "workspace", "AlertId, Status", "SecurityAlert", Schemas.logAnalytics(), rows);
    }

    @SafeVarargs
    private static List<String> hunting(String entity, Map<String, Object>... rows) throws IOException {
        return run(entity, "hunting", "AlertId, Entity", "AlertEvidence", Schemas.hunting(), rows);
    }

    @SafeVarargs
    private static List<String> run(
            String entity, String engine, String shown, String table, Schemas schemas, Map<String, Object>... rows)
            throws IOException {
        List<Column> columns = schemas.columns(table);
        @Nullable Object[][] cells = new @Nullable Object[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            Map<String, Object> row = rows[i];
            cells[i] = columns.stream()
                    .map(column -> row.getOrDefault(column.name(), column.type() == Type.STRING ? "" : null))
                    .toArray();
        }
        String query = Files.readString(Path.of(
                "..",
                "sentinel-reader/src/main/resources/io/sluice/sentinel/investigation",
                "alerts-for-entity." + engine + ".kql"));
        return Queries.rows(
                "let p_entity = @'" + entity
                        + "';\nlet p_from = datetime(2026-08-01);\nlet p_to = datetime(2026-08-02);\n"
                        + "let p_rows = 10;\n" + query + "| project " + shown,
                Queries.table(table, columns, cells));
    }
}
