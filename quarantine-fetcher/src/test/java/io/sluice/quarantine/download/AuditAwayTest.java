package io.sluice.quarantine.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceDraft;
import io.sluice.quarantine.evidence.EvidenceStore;
import io.sluice.quarantine.stack.Stack;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody answers where Kafka should be. */
@QuarkusTest
@WithTestResource(Stack.class)
@TestProfile(AuditAwayTest.WithoutKafka.class)
class AuditAwayTest {

    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";

    /** A port that nobody listens on. */
    public static final class WithoutKafka implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("%test.kafka.bootstrap.servers", "127.0.0.1:1");
        }
    }

    @Inject
    EvidenceStore store;

    @Test
    void handsNothingOutThatIsNotWrittenDown() throws IOException {
        Evidence kept;
        try (EvidenceDraft draft = store.begin(TENANT)) {
            draft.write("the text of a message".getBytes(UTF_8));
            kept = draft.keep();
        }
        assertThat(List.of("", "/zip", "/facts"))
                .allSatisfy(what -> RestAssured.given()
                        .auth()
                        .oauth2(Stack.identityProvider().token("analyst"))
                        .get("/evidence/" + TENANT + "/" + kept.sha256() + what)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "30")
                        .contentType("application/problem+json")
                        .body("type", equalTo("urn:sluice:problem:audit"))
                        .body(not(containsString("the text of a message"))));
    }
}
