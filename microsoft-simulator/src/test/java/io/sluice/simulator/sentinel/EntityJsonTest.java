package io.sluice.simulator.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.sentinel.EntityJson.Style;
import io.sluice.simulator.sentinel.SentinelEntity.Account;
import io.sluice.simulator.sentinel.SentinelEntity.File;
import io.sluice.simulator.sentinel.SentinelEntity.FileHash;
import io.sluice.simulator.sentinel.SentinelEntity.Ip;
import io.sluice.simulator.sentinel.SentinelEntity.ProcessSeen;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityJsonTest {

    private static final Account ANNA = new Account("anna", "contoso.example", "", "", "");
    private static final File TOOL = new File("a.exe", "C:\\", List.of(new FileHash("SHA256", "ab")));
    private static final List<SentinelEntity> ENTITIES =
            List.of(new ProcessSeen("7", "a.exe /x", null, TOOL, ANNA, null), TOOL, new Ip("192.0.2.1"));

    @Test
    void whatIsNestedIsWrittenWhereItIsFirstNamedAndReferredToAfterwards() throws IOException {
        JsonNode json = Json.MAPPER.readTree(EntityJson.of(ENTITIES, Style.NESTED));

        assertThat(json.path(0)
                        .path("ImageFile")
                        .path("FileHashes")
                        .path(0)
                        .path("Value")
                        .asText())
                .isEqualTo("ab");
        assertThat(json.path(0).path("Account").path("Type").asText()).isEqualTo("account");
        assertThat(json.path(1)).hasToString("{\"$ref\":\"3\"}");
        assertThat(json.findValuesAsText("$id")).doesNotHaveDuplicates().hasSize(5);
        assertThat(json.findValuesAsText("$id")).containsAll(json.findValuesAsText("$ref"));
    }

    @Test
    void whatIsFlatIsReferredToBeforeItIsWritten() throws IOException {
        JsonNode json = Json.MAPPER.readTree(EntityJson.of(ENTITIES, Style.FLAT));

        assertThat(json.path(0).path("ImageFile")).hasToString("{\"$ref\":\"3\"}");
        assertThat(json.path(1).path("$id").asText()).isEqualTo("3");
        assertThat(json.path(1).path("FileHashes").path(0)).hasToString("{\"$ref\":\"4\"}");
        assertThat(json)
                .hasSize(5)
                .allSatisfy(entity -> assertThat(entity.has("Type")).isTrue());
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(EntityJson.of(List.of(ANNA), Style.FLAT))
                .isEqualTo(
                        "[{\"$id\":\"2\",\"Name\":\"anna\",\"UPNSuffix\":\"contoso.example\",\"Type\":\"account\"}]");
    }
}
