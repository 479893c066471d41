package io.sluice.enrichment.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanDataTest {

    @Test
    void onlyTextsThatCanNameSomethingAreRead() throws Exception {
        assertThat(read("""
                {"internetMessageId":"<a@b>","subject":"Overdue","UserId":"ann@contoso.com","TargetUpn":["ben@contoso.com"],
                "Users":["ann@contoso.com","ben@contoso.com"],"userCount":3,"Accounts":[["x"]],"owner":[],"actor":[7],
                "fileDetails":{"sha256":"aa","fileName":"x.exe","filePublisher":{"sha1":"bb"}},
                "properties":{"hashValue":"cc","deeper":{"hashValue":"dd"},"account":{"upn":"eve@contoso.com"}}}""")).isEqualTo(Json.MAPPER.readTree("""
                {"internetMessageId":"<a@b>","UserId":"ann@contoso.com","TargetUpn":["ben@contoso.com"],
                "fileDetails":{"sha256":"aa"},"properties":{"hashValue":"cc"}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"text\"", "[]", "[{\"UserId\":\"ann@contoso.com\"}]"})
    void whatIsNoObjectSaysNothing(String data) throws Exception {
        assertThat(read(data)).isNull();
    }

    private static JsonNode read(String data) throws Exception {
        List<Evidence> evidences =
                Events.alert("""
                {"evidences":[{"name":"Event","data":%s,"verdict_id":2},{"name":"User","data":{}}]}""".formatted(data).getBytes(UTF_8)).evidences();
        assertThat(evidences).extracting(Evidence::name).containsExactly("Event", "User");
        return evidences.getFirst().data();
    }
}
