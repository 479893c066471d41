package io.sluice.quarantine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineRowTest {

    @Test
    void listsAreReadInEitherForm() throws Exception {
        QuarantineRow row = row("""
                {"Identity":"x\\\\y","RecipientAddress":"anna@contoso.example","QuarantineTypes":["Spam","Bulk"],
                 "RecipientTag":[""],"ReleasedBy":null,"SenderAddress":["b@mailer.example"],"Size":"17","Released":"True",
                 "ReleaseStatus":"NotReleased","PermissionToDownload":true,"PermissionToDelete":false,
                 "PermissionToPreview":"true","PermissionToPreview@data.type":"true"}""");

        assertThat(row.recipients()).containsExactly("anna@contoso.example");
        assertThat(row.quarantineTypes()).containsExactly("Spam", "Bulk");
        assertThat(row.recipientTags()).isEmpty();
        assertThat(row.releasedBy()).isEmpty();
        assertThat(row.sender()).isEqualTo("b@mailer.example");
        assertThat(row.size()).isEqualTo(17);
        assertThat(row.released()).isTrue();
        assertThat(row.reported()).isNull();
        assertThat(row.releaseStatus()).isEqualTo("NOTRELEASED");
        assertThat(row.permissions()).containsExactlyInAnyOrder("Download", "Preview");
        assertThat(row.networkMessageId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-07-21T08:15:30.1234567+00:00, 2026-07-21T08:15:30.123456700Z",
                "2026-07-21T10:15:30+02:00,         2026-07-21T08:15:30Z",
                "2026-07-21T08:15:30Z,              2026-07-21T08:15:30Z",
                "2026-07-21T08:15:30,               2026-07-21T08:15:30Z",
                "yesterday,                         -"
            })
    void timesAreReadInAllTheirForms(String text, Instant time) throws Exception {
        assertThat(row("{\"Identity\":\"x\",\"ReceivedTime\":\"" + text + "\"}").receivedTime())
                .isEqualTo(time);
    }

    @Test
    void aRowWithoutAnIdentityIsNone() throws Exception {
        assertThat(QuarantineRow.of(Json.MAPPER.readTree("{\"Subject\":\"x\"}")))
                .isEmpty();
        assertThat(QuarantineRow.of(Json.MAPPER.readTree("7"))).isEmpty();
    }

    private static QuarantineRow row(String json) throws Exception {
        return QuarantineRow.of(Json.MAPPER.readTree(json)).orElseThrow();
    }
}
