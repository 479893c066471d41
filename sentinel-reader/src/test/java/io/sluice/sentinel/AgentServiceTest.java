package io.sluice.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service as an agent in a customer's network. */
@QuarkusTest
@TestProfile(AgentServiceTest.AsAgent.class)
@WithTestResource(Surroundings.class)
class AgentServiceTest {

    /** What an operator sets to make an agent of it. */
    public static final class AsAgent implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sluice.agent", "contoso");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI management;

    @Test
    void eachOfItsMetricsNamesIt() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String body = client.send(
                            HttpRequest.newBuilder(management.resolve("/q/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            assertThat(body.lines().filter(line -> line.startsWith("jvm_") || line.startsWith("kafka_stream_")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("agent=\"contoso\""));
        }
    }
}
