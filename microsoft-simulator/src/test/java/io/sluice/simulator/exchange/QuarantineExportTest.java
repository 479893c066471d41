package io.sluice.simulator.exchange;

import static io.sluice.simulator.Simulator.FABRIKAM;
import static io.sluice.simulator.exchange.Quarantines.EXPORT;
import static io.sluice.simulator.exchange.Quarantines.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QuarantineExportTest {

    private static final String HEADER = "Get-QuarantineMessageHeader";
    private static final String PREVIEW = "Preview-QuarantineMessage";

    private final Quarantines administrator = new Quarantines(FABRIKAM, "Security Administrator");

    @AfterEach
    void switchFaultsOff() {
        Simulator.order().delete("/faults").then().statusCode(204);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String identity(JsonNode message) {
        return message.path("identities").get(0).textValue();
    }

    // ---- bytes

    @Test
    void theBytesOfEveryMessageAreThoseThatTheTruthKnowsInWhateverEncoding() throws NoSuchAlgorithmException {
        List<JsonNode> messages = truth("fabrikam", "");
        assertThat(messages)
                .extracting(it -> it.path("bodyEncoding").textValue())
                .contains("Base64", "7bit", "binary");
        for (int i = 0; i < messages.size(); i += 7) {
            JsonNode message = messages.get(i);
            byte[] bytes = administrator.export(identity(message));
            assertThat(sha256(bytes)).isEqualTo(message.path("sha256").textValue());
            assertThat(bytes).hasSize(message.path("size").intValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Base64", "binary"})
    void whateverBytesATestPutsInComeOutAgain(String encoding) {
        byte[] message = new byte[70_001];
        new SplittableRandom(5).nextBytes(message);
        JsonNode added = Quarantines.add(
                "fabrikam", message, "?recipient=anna@fabrikam.example&subject=noise&encoding=" + encoding);
        assertThat(administrator.export(identity(added))).isEqualTo(message);
        assertThat(Simulator.order()
                        .get("/tenants/fabrikam/quarantine/"
                                + added.path("networkMessageId").textValue() + "/eml")
                        .asByteArray())
                .isEqualTo(message);
    }

    @Test
    void aMadeUpMessageHasExactlyTheSizeThatWasOrdered() throws NoSuchAlgorithmException {
        JsonNode added = Quarantines.add("fabrikam", new byte[0], "?size=1048576&recipient=anna@fabrikam.example");
        byte[] bytes = administrator.export(identity(added));
        assertThat(bytes).hasSize(1_048_576);
        assertThat(sha256(bytes)).isEqualTo(added.path("sha256").textValue());
    }

    @Test
    void severalMessagesAreExportedAtOnceAndTheSingleIdentityIsIgnored() {
        List<String> wanted = truth("fabrikam", "?origin=noise").stream()
                .limit(3)
                .map(QuarantineExportTest::identity)
                .toList();
        assertThat(administrator.rows(EXPORT, Map.of("Identity", "000", "Identities", wanted)))
                .extracting(row -> row.path("Identity").textValue())
                .containsExactlyElementsOf(wanted);
        administrator
                .invoke(EXPORT, Map.of("Identities", wanted))
                .then()
                .statusCode(400)
                .body("error.innererror.internalexception.message", containsString("mandatory parameters: Identity"));
    }

    // ---- headers and preview

    @Test
    void theHeaderIsTheBeginningOfTheMessage() {
        JsonNode message = truth("fabrikam", "?origin=alert").getFirst();
        String header = administrator
                .rows(HEADER, Map.of("Identity", identity(message)))
                .getFirst()
                .path("Header")
                .textValue();
        assertThat(new String(administrator.export(identity(message)), StandardCharsets.UTF_8))
                .startsWith(header);
        assertThat(header)
                .contains("X-Forefront-Antispam-Report:\r\n CIP:")
                .contains("X-Microsoft-Antispam: BCL:")
                .contains("Authentication-Results: spf=")
                .contains("ARC-Seal: i=1;")
                .contains("Network-Message-Id: "
                        + message.path("networkMessageId").textValue())
                .endsWith("\n");
    }

    @Test
    void thePreviewShowsTextAndNamesOfAttachments() {
        byte[] message = """
                From: a@x.example
                To: b@fabrikam.example
                Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/html

                <b>hi</b>
                --b
                Content-Disposition: attachment; filename="a.pdf"

                x
                --b--
                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        JsonNode preview = administrator
                .rows(PREVIEW, Map.of("Identity", identity(Quarantines.add("fabrikam", message, ""))))
                .getFirst();
        assertThat(preview.path("Subject").textValue()).isEqualTo("Grüße");
        assertThat(preview.path("IsHtml").booleanValue()).isTrue();
        assertThat(preview.path("Body").textValue()).contains("&lt;b&gt;hi&lt;/b&gt;");
        assertThat(preview.path("Attachment").toString()).isEqualTo("[\"a.pdf\"]");
        assertThat(preview.path("SenderAddress").textValue()).isEqualTo("a@x.example");
        assertThat(preview.path("RecipientAddress").toString()).isEqualTo("[\"b@fabrikam.example\"]");
    }

    @Test
    void thePoliciesAreThoseThatRowsName() {
        assertThat(new Quarantines(FABRIKAM, "Security Reader").rows("Get-QuarantinePolicy", Map.of()))
                .extracting(row -> row.path("Name").textValue())
                .contains("AdminOnlyAccessPolicy", "DefaultFullAccessPolicy");
    }

    // ---- what goes wrong

    @ParameterizedTest
    @ValueSource(strings = {EXPORT, HEADER, PREVIEW, "Release-QuarantineMessage", "Delete-QuarantineMessage"})
    void aReaderMayOnlyList(String cmdlet) {
        Response refused = new Quarantines(FABRIKAM, "Security Reader").invoke(cmdlet, Map.of("Identity", "a\\b"));
        refused.then().statusCode(403);
        assertThat(refused.asByteArray()).hasSize(512).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Release-QuarantineMessage", "Delete-QuarantineMessage"})
    void nobodyReleasesOrDeletes(String cmdlet) {
        administrator
                .invoke(cmdlet, Map.of("Identity", "a\\b"))
                .then()
                .statusCode(400)
                .body(
                        "error.details[0].message",
                        containsString("|System.Management.Automation.CommandNotFoundException|"));
    }

    @Test
    void aMessageThatVanishedBetweenListAndExportIsNotFound() {
        JsonNode added = Quarantines.add("fabrikam", "Subject: x\r\n\r\nx".getBytes(StandardCharsets.US_ASCII), "");
        String address =
                "/tenants/fabrikam/quarantine/" + added.path("networkMessageId").textValue();
        assertThat(administrator.list(Map.of("Identity", identity(added)))).hasSize(1);
        Simulator.order().put(address + "/status/released").then().statusCode(204);
        JsonNode released =
                administrator.list(Map.of("Identity", identity(added))).getFirst();
        assertThat(released.path("Released").booleanValue()).isTrue();
        assertThat(released.path("ReleaseStatus").textValue()).isEqualTo("RELEASED");
        Simulator.order().delete(address).then().statusCode(204);
        Simulator.order().delete(address).then().statusCode(404);
        for (String cmdlet : List.of(EXPORT, HEADER, PREVIEW)) {
            administrator
                    .invoke(cmdlet, Map.of("Identity", identity(added)))
                    .then()
                    .statusCode(cmdlet.equals(HEADER) ? 400 : 404)
                    .body("error.message", equalTo("Error executing cmdlet"))
                    .body(
                            "error.details[0].message",
                            containsString(
                                    "|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|"));
        }
    }

    @Test
    void aFaultHitsOneCmdletAndNamesItsException() {
        Simulator.order()
                .body("{\"kind\":\"exception\",\"exception\":\"Microsoft.Exchange.Data.Storage.ServerBusyException\","
                        + "\"status\":400,\"operation\":\"export-quarantinemessage\",\"count\":1}")
                .put("/faults/fabrikam/exchange")
                .then()
                .statusCode(204);
        String wanted = identity(truth("fabrikam", "?origin=noise").getFirst());
        assertThat(administrator.list(Map.of("PageSize", 1))).hasSize(1);
        administrator
                .invoke(EXPORT, Map.of("Identity", wanted))
                .then()
                .statusCode(400)
                .body(
                        "error.details[0].message",
                        containsString("|Microsoft.Exchange.Data.Storage.ServerBusyException|"));
        assertThat(administrator.export(wanted)).isNotEmpty();
    }

    @Test
    void aThrottledClientIsToldAFractionOfSecondsOrNothing() {
        Map<String, String> faults = Map.of(
                "{\"kind\":\"throttle\",\"retryAfter\":\"2.5\"}",
                "2.5",
                "{\"kind\":\"throttle\",\"variant\":\"none\"}",
                "");
        faults.forEach((fault, said) -> {
            Simulator.order()
                    .body(fault)
                    .put("/faults/fabrikam/exchange")
                    .then()
                    .statusCode(204);
            Response throttled = administrator.invoke(EXPORT, Map.of("Identity", "a\\b"));
            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.getHeaders().getValue("Retry-After")).isEqualTo(said.isEmpty() ? null : said);
        });
    }

    @Test
    void tooManyRequestsAtOnceAreRefusedInPlainText() {
        Simulator.order()
                .body("{\"kind\":\"concurrency\"}")
                .put("/faults/fabrikam/exchange")
                .then()
                .statusCode(204);
        administrator
                .invoke(EXPORT, Map.of("Identity", "a\\b"))
                .then()
                .statusCode(429)
                .contentType("text/plain")
                .body(containsString("maximum number of concurrent requests per tenant"));
    }

    @Test
    void theListMovesBetweenItsPages() {
        Simulator.order().post("/pause").then().statusCode(204); // what an attack adds would move it too
        try {
            assertThatTheListMoves();
        } finally {
            Simulator.order().post("/resume").then().statusCode(204);
        }
    }

    private void assertThatTheListMoves() {
        Map<String, Object> window =
                Map.of("EndReceivedDate", java.time.Instant.now().toString());
        List<JsonNode> first = administrator.list(plus(window, 1));
        for (String variant : List.of("arrive", "leave")) {
            Simulator.order()
                    .body("{\"kind\":\"drift\",\"variant\":\"" + variant + "\"}")
                    .put("/faults/fabrikam/exchange")
                    .then()
                    .statusCode(204);
            List<JsonNode> second = administrator.list(plus(window, 2));
            if (variant.equals("arrive")) {
                assertThat(second).containsAll(first.subList(first.size() - 3, first.size()));
            } else {
                assertThat(second).doesNotContainAnyElementsOf(first);
            }
        }
    }

    private static Map<String, Object> plus(Map<String, Object> window, int page) {
        Map<String, Object> all = new java.util.HashMap<>(window);
        all.put("Page", page);
        all.put("PageSize", 20);
        return all;
    }
}
