package io.sluice.local.command.connections;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.CommandTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsCommandTest extends CommandTest {

    private static final String ID = "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11";
    private static final String FOUND = "{\"items\":[{\"id\":\"" + ID + "\",\"name\":\"Contoso\",\"tenantId\":\"t\","
            + "\"cloud\":\"gcc\",\"state\":\"failing\",\"enabled\":true,\"capabilities\":{\"quarantine\":{}}}]}";
    private static final String BY_NAME = "GET /connections?limit=1000&name=contoso";

    private RecordingService service = new RecordingService();

    ConnectionsCommandTest() throws IOException {}

    @BeforeEach
    void haveAToken() throws IOException {
        Files.writeString(folder.resolve("token"), "the-token\n");
        service.on(BY_NAME, 200, FOUND);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void listPrintsATableOfAllPages() {
        service.on("GET /connections?limit=1000", 200, FOUND.replace("]}", "],\"next\":\"abc=\"}"))
                .on("GET /connections?limit=1000&cursor=abc%3D", 200, FOUND.replace("Contoso", "Fabrikam"));

        assertThat(run("list")).isZero();

        assertThat(out.toString().lines())
                .hasSize(3)
                .element(1)
                .asString()
                .containsSubsequence("Contoso", "gcc", "failing", "quarantine");
        assertThat(out.toString()).contains("Fabrikam");
        assertThat(service.requests())
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo("Bearer the-token"));
    }

    @Test
    void aNameIsFoundWhateverTheCaseOfItsLetters() {
        service.on("POST /connections/" + ID + "/disable", 200, "{}");

        assertThat(run("disable", "contoso")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("contoso is disabled.");
    }

    @Test
    void anUnknownNameIsSaid() {
        service.on("GET /connections?limit=1000&name=northwind", 200, FOUND);

        assertThat(run("get", "northwind")).isEqualTo(1);

        assertThat(err.toString()).contains("There is no connection 'northwind'");
    }

    @Test
    void whatIsWrongWithADraftIsSaidLineByLine() throws IOException {
        service.on(
                "POST /connections",
                400,
                "{\"title\":\"Not valid\",\"detail\":\"Two members are wrong.\",\"violations\":["
                        + "{\"field\":\"tenantId\",\"message\":\"must be a GUID\"},"
                        + "{\"field\":\"cloud\",\"message\":\"must be one of\"}]}");

        assertThat(run("create", "x", "--tenant", "t", "--client", "c", "--generate-certificate"))
                .isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "sluice: connection-service refused the connection 'x': HTTP 400 Two members are wrong.",
                        "  tenantId must be a GUID",
                        "  cloud must be one of");
    }

    @Test
    void createSendsWhatTheOptionsSayAndReadsTheSecretFromAFile() throws IOException {
        Files.writeString(folder.resolve("secret"), "s3cret~value\n");
        service.on("POST /connections", 201, "{\"id\":\"" + ID + "\"}");

        assertThat(run(
                        "create",
                        "contoso",
                        "--tenant",
                        "t",
                        "--client",
                        "c",
                        "--capability",
                        "defenderIncidents",
                        "--set",
                        "sentinel.workspaceName=w",
                        "--set",
                        "sentinel.resourceGroup=r",
                        "--base-url",
                        "login=http://localhost:1",
                        "--secret-file",
                        folder.resolve("secret").toString()))
                .isZero();

        assertThat(service.requests().getLast().json().toString())
                .isEqualTo("{\"name\":\"contoso\",\"tenantId\":\"t\",\"clientId\":\"c\",\"baseUrls\":{\"login\":"
                        + "\"http://localhost:1\"},\"capabilities\":{\"defenderIncidents\":{},\"sentinel\":{"
                        + "\"workspaceName\":\"w\",\"resourceGroup\":\"r\"}},\"clientSecret\":\"s3cret~value\"}");
        assertThat(out.toString()).contains(ID).doesNotContain("s3cret");
    }

    @Test
    void deletingWantsToBeMeant() {
        service.on("DELETE /connections/" + ID, 204, "");

        assertThat(run("delete", "contoso")).isEqualTo(1);
        assertThat(service.requests()).noneMatch(request -> request.line().startsWith("DELETE"));
        assertThat(run("delete", "contoso", "--yes")).isZero();
        assertThat(service.requests()).anyMatch(request -> request.line().startsWith("DELETE"));
    }

    @Test
    void aFailedTestIsPrintedWithItsRemediesAndFails() {
        service.on("POST /connections/" + ID + "/test", 200, """
                {"verdict":"failed","summary":"A permission is missing.","capabilities":[{"capability":"defenderIncidents",
                 "caption":"Defender incidents","verdict":"failed","accesses":[{"caption":"Microsoft Defender XDR API",
                 "verdict":"failed","token":{"outcome":"issued","credential":{"kind":"certificate"}},
                 "permissions":{"missing":[{"name":"Incident.Read.All"}],"excessive":["Incident.ReadWrite.All"]},"roles":[],
                 "probes":[{"request":"GET https://x/api/incidents","outcome":"failed","evidence":{"status":403,
                 "code":"Forbidden","correlationId":"abc","meaning":"The permission is missing."}}]}]}],
                 "warnings":[],"remedies":["Grant admin consent."]}""");

        assertThat(run("test", "contoso")).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "failed: A permission is missing.",
                        "token issued with the certificate",
                        "missing permission Incident.Read.All",
                        "not needed: Incident.ReadWrite.All",
                        "GET https://x/api/incidents (HTTP 403, Forbidden, correlation id abc): The permission is missing.",
                        "- Grant admin consent.");
    }

    @Test
    void aNewCertificateIsMadeAndPutToUseInTwoSteps() throws IOException {
        Path file = folder.resolve("new.cer");
        String credentials = "/connections/" + ID + "/credentials";
        service.on("POST " + credentials, 201, "{\"id\":\"c2\"}")
                .on("GET " + credentials + "/c2/certificate.cer", 200, "DER")
                .on(
                        "GET " + credentials,
                        200,
                        "{\"items\":[{\"id\":\"c1\",\"kind\":\"certificate\",\"state\":\"active\"},"
                                + "{\"id\":\"c2\",\"kind\":\"certificate\",\"state\":\"staged\"}]}")
                .on("POST " + credentials + "/c2/activate", 200, "{\"id\":\"c2\",\"kind\":\"certificate\"}");

        assertThat(run("rotate", "contoso", "certificate", "--file", file.toString()))
                .isZero();
        assertThat(file).hasContent("DER");
        assertThat(run("rotate", "contoso", "certificate", "--uploaded")).isZero();

        assertThat(service.requests().getLast().line()).isEqualTo("POST " + credentials + "/c2/activate");
    }

    @Test
    void aCredentialThatMicrosoftRefusesLeavesThePresentOneInUse() throws IOException {
        Files.writeString(folder.resolve("secret"), "wrong");
        String credentials = "/connections/" + ID + "/credentials";
        service.on("POST " + credentials, 201, "{\"id\":\"c2\"}")
                .on("POST " + credentials + "/c2/activate", 422, "{\"detail\":\"AADSTS7000215\"}")
                .on("DELETE " + credentials + "/c2", 204, "");

        assertThat(run(
                        "rotate",
                        "contoso",
                        "secret",
                        "--secret-file",
                        folder.resolve("secret").toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("the present one stays in use", "AADSTS7000215");
        assertThat(service.requests().getLast().line()).isEqualTo("DELETE " + credentials + "/c2");
    }

    @Test
    void applySaysWhatBecameOfEachConnection() throws IOException {
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), "- name: a\n");
        service.on("POST /connections/apply?dryRun=true&prune=false", 200, """
                {"results":[{"name":"a","outcome":"updated","changed":["pollInterval","cloud"]},
                 {"name":"b","outcome":"failed","detail":"Another connection has that name."}]}""");

        assertThat(run("apply", fleet.toString(), "--dry-run")).isEqualTo(1);

        assertThat(service.requests().getLast().contentType()).isEqualTo("application/yaml");
        assertThat(out.toString())
                .contains("updated    a (pollInterval, cloud)", "failed     b", "Another connection has that name.");
    }

    @Test
    void aLongListOfMistakesIsCut() throws IOException {
        String violations = IntStream.range(0, 30)
                .mapToObj(i -> "{\"field\":\"[" + i + "].name\",\"message\":\"is required\"}")
                .collect(joining(","));
        service.on("POST /connections/apply?dryRun=false&prune=false", 400, "{\"violations\":[" + violations + "]}");

        assertThat(run(
                        "apply",
                        Files.writeString(folder.resolve("fleet.json"), "[]").toString()))
                .isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(22).last().isEqualTo("  and 10 more");
    }

    @Test
    void anotherServiceWantsATokenFile() {
        assertThat(sluice("connections", "list", "--url", "https://sluice.example"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--token-file");
    }

    @Test
    void aServiceThatIsAwayIsSaidInOneSentence() {
        service.close();

        assertThat(run("list")).isEqualTo(1);
        assertThat(err.toString()).contains("connection-service does not answer at " + service.url());
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("connections"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--url", service.url(), "--token-file", folder.resolve("token").toString()));
        return sluice(all.toArray(String[]::new));
    }
}
