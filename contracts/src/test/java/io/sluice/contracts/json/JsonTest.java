package io.sluice.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final Connection CONNECTION = new Connection(
            "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11",
            "contoso",
            "c0a70000-0000-4000-8000-000000000001",
            null,
            "commercial",
            Map.of("login", URI.create("http://localhost:18480")),
            "5a1ce000-0000-4000-8000-0000000000ff",
            true,
            Duration.ofSeconds(10),
            Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))),
            3,
            Instant.parse("2026-02-03T10:11:12Z"));

    @Test
    void timesAndDurationsAreWrittenInIso8601AndAbsentValuesLeftOut() {
        assertThat(new String(Json.write(CONNECTION), UTF_8))
                .contains("\"pollInterval\":\"PT10S\"", "\"changedAt\":\"2026-02-03T10:11:12Z\"")
                .doesNotContain("tenantDomain");
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(Json.read(Json.write(CONNECTION), Connection.class)).isEqualTo(CONNECTION);
    }

    @Test
    void membersOfANewerProducerAreIgnored() throws IOException {
        String newer = new String(Json.write(CONNECTION), UTF_8).replaceFirst("\\{", "{\"added\":{\"later\":[1]},");

        assertThat(Json.read(newer.getBytes(UTF_8), Connection.class)).isEqualTo(CONNECTION);
    }

    @Test
    void nullAndTrailingTextAreNotAValue() {
        assertThatThrownBy(() -> Json.read("null".getBytes(UTF_8), Connection.class))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Json.read("{} {}".getBytes(UTF_8), Map.class)).isInstanceOf(IOException.class);
    }
}
