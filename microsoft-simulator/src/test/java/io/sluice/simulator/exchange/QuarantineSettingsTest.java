package io.sluice.simulator.exchange;

import static io.sluice.simulator.Simulator.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(QuarantineSettingsTest.Others.class)
class QuarantineSettingsTest {

    private static final String REPLAY = "4e910000-0000-4000-8000-000000000004";
    private static final byte[] FOREIGN = new byte[30_000];

    static {
        new SplittableRandom(4).nextBytes(FOREIGN);
    }

    /** Everything that can be set about the quarantine, set otherwise. */
    public static final class Others implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path folder = Files.createTempDirectory("mail");
                Files.write(folder.resolve("foreign.eml"), FOREIGN);
                Files.writeString(folder.resolve("plain.eml"), "Subject: Hello\r\nTo: a@replay.example\r\n\r\ntext");
                return Map.of(
                        "sluice.simulator.quarantine.folder", folder.toString(),
                        "sluice.simulator.quarantine.rows", "per-message",
                        "sluice.simulator.quarantine.per-day", "12",
                        "sluice.simulator.quarantine.concurrency", "1",
                        "sluice.simulator.quarantine.readers-may-export", "true",
                        "sluice.simulator.rate", "0");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void filesOfAFolderLieInTheQuarantineOfTheReplayedTenantByteForByteAndAReaderMayExportThem() {
        Quarantines reader = new Quarantines(REPLAY, "Security Reader");
        List<JsonNode> rows = reader.list(Map.of());
        assertThat(rows).hasSize(2);
        assertThat(reader.export(rows.getFirst().path("Identity").textValue())).isEqualTo(FOREIGN);
        assertThat(rows.getLast().path("Subject").textValue()).isEqualTo("Hello");
        assertThat(rows.getLast().path("Size").longValue()).isEqualTo(44);
    }

    @Test
    void aMessageToSeveralPeopleIsOneRowAndTheNoiseIsAsMuchAsIsSet() {
        List<JsonNode> messages = Quarantines.truth("contoso", "");
        assertThat(messages)
                .hasSizeBetween(200, 360)
                .allMatch(it -> it.path("identities").size() == 1)
                .anyMatch(it -> it.path("recipients").size() > 1);
    }

    @Test
    void aRequestTooManyAtTheSameTimeIsRefusedUntilTheOthersAreDone() throws IOException, InterruptedException {
        Quarantines reader = new Quarantines(CONTOSO, "Security Reader");
        JsonNode large = Quarantines.add("contoso", new byte[0], "?size=60000000");
        String body = "{\"CmdletInput\":{\"CmdletName\":\"Export-QuarantineMessage\",\"Parameters\":{\"Identity\":\""
                + large.path("identities").get(0).textValue().replace("\\", "\\\\") + "\"}}}";
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<InputStream> slow = client.send(
                    HttpRequest.newBuilder(
                                    URI.create(Simulator.microsoft() + "/adminapi/beta/" + CONTOSO + "/InvokeCommand"))
                            .header("Authorization", "Bearer " + reader.token())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = slow.body()) {
                assertThat(in.read()).isEqualTo('{');
                reader.invoke(Quarantines.LIST, Map.of("PageSize", 1)).then().statusCode(429);
                assertThat(in.transferTo(java.io.OutputStream.nullOutputStream()))
                        .isGreaterThan(80_000_000);
            }
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(reader.invoke(Quarantines.LIST, Map.of("PageSize", 1))
                                .statusCode())
                        .isEqualTo(200));
    }
}
