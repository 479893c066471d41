package io.sluice.quarantine.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.quarantine.Evidence;
import io.sluice.contracts.topic.Topics;
import io.sluice.quarantine.evidence.EvidenceDraft;
import io.sluice.quarantine.evidence.EvidenceStore;
import io.sluice.quarantine.stack.Stack;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import net.lingala.zip4j.model.LocalFileHeader;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Stack.class)
class EvidenceResourceTest {

    private static final byte[] MESSAGE = "Subject: <script>\r\n\r\n<script>alert(1)</script>".getBytes(UTF_8);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    EvidenceStore store;

    private final String tenant = UUID.randomUUID().toString();

    @Test
    void handsOutTheVeryBytesInAWayThatNoBrowserShows() throws IOException {
        byte[] message = random(1_000_000);
        Evidence kept = keep(message);

        Response answer = analyst().get(path(kept));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(message);
        assertThat(answer.contentType()).isEqualTo("application/octet-stream");
        assertThat(answer.header("Content-Length")).isEqualTo("1000000");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + kept.sha256() + ".eml\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(answer.header("ETag")).isEqualTo("\"" + kept.sha256() + "\"");
        assertThat(answer.header("Repr-Digest")).startsWith("sha-256=:");
    }

    @Test
    void answersAtTheAddressThatResultsTell() throws IOException {
        Evidence kept = keep(MESSAGE);

        assertThat(kept.dataref().getPath()).isEqualTo(path(kept));
    }

    @Test
    void handsOutAZipThatOpensWithThePasswordOfAnalysts() throws IOException {
        byte[] message = random(300_000);
        Evidence kept = keep(message);

        Response answer = analyst().get(path(kept) + "/zip");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + kept.sha256() + ".zip\"");
        byte[] zipped = answer.asByteArray();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped), "infected".toCharArray())) {
            LocalFileHeader entry = zip.getNextEntry();
            assertThat(entry.getFileName()).isEqualTo(kept.sha256() + ".eml");
            assertThat(entry.getEncryptionMethod()).isEqualTo(EncryptionMethod.ZIP_STANDARD);
            assertThat(zip.readAllBytes()).isEqualTo(message);
            assertThat(zip.getNextEntry()).isNull();
        }
        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped), "wrong".toCharArray())) {
                zip.getNextEntry();
                zip.readAllBytes();
            }
        });
    }

    @Test
    void tellsTheFacts() throws IOException {
        Evidence kept = keep(MESSAGE);

        byte[] answer = analyst()
                .get(path(kept) + "/facts")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(Json.read(answer, Evidence.class)).isEqualTo(kept);
    }

    @Test
    void tellsTheSizeWithoutTheBytes() throws IOException {
        Evidence kept = keep(MESSAGE);

        Response answer = analyst().head(path(kept));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(MESSAGE.length));
        assertThat(answer.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/zip", "/facts"})
    void isForAnalystsAlone(String what) throws IOException {
        String path = path(keep(MESSAGE)) + what;
        for (String role : List.of("operator", "service")) {
            as(role).get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:sluice:problem:forbidden"))
                    .body("detail", containsString("'analyst'"));
        }
        RestAssured.given().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        for (String token : List.of(
                Stack.identityProvider().expiredToken("analyst"),
                Stack.identityProvider().forgedToken("analyst"),
                Stack.identityProvider().tokenForAnotherAudience("analyst"),
                "not-a-token")) {
            RestAssured.given()
                    .auth()
                    .oauth2(token)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("urn:sluice:problem:unauthenticated"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/zip", "/facts"})
    void saysThatThereIsNone(String what) throws IOException {
        Evidence kept = keep(MESSAGE);
        String otherTenant = "/evidence/" + UUID.randomUUID() + "/" + kept.sha256() + what;

        analyst()
                .get(otherTenant)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("title", equalTo("There is no such evidence"))
                .body("detail", containsString("time is over"));
        assertThat(events(otherTenant))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo("not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/evidence",
                "/evidence/contoso.example/aaaa",
                "/evidence/c0a70000-0000-4000-8000-000000000001/%2e%2e%2f%2e%2e%2fkeyset.json",
                "/evidence/../keyset.json",
                "/evidence/------------------------------------/0000000000000000000000000000000000000000000000000000000000000000",
            })
    void findsNothingUnderNamesThatLeadElsewhere(String path) {
        analyst().urlEncodingEnabled(false).get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void refusesOtherMethodsAndTypes() throws IOException {
        Evidence kept = keep(MESSAGE);

        analyst().delete(path(kept)).then().statusCode(405).contentType("application/problem+json");
        analyst().accept("text/html").get(path(kept)).then().statusCode(406).contentType("application/problem+json");
    }

    @Test
    void writesDownWhoGetsWhat() throws IOException {
        Evidence kept = keep(MESSAGE);

        analyst().get(path(kept)).then().statusCode(200);
        assertThat(events(path(kept))).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("evidence.download");
            assertThat(event.outcome()).isEqualTo("done");
            assertThat(event.reporter()).isEqualTo("quarantine-fetcher");
            assertThat(event.actor().id()).isEqualTo("5a1ce000-0000-4000-8000-00000000000a");
            assertThat(event.actor().roles()).containsExactly("analyst");
            assertThat(event.tenantId()).isEqualTo(tenant);
            assertThat(event.from()).isEqualTo("127.0.0.1");
            assertThat(event.details()).containsEntry("sha256", kept.sha256()).containsEntry("format", "bytes");
        });

        analyst().get(path(kept) + "/zip").then().statusCode(200);
        assertThat(events(path(kept) + "/zip"))
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("format", "zip"));
        assertThat(Stack.broker().records(Topics.AUDIT, record -> record.key().startsWith(tenant)))
                .allSatisfy(record -> assertThat(CloudEvent.readFrom(record.headers()))
                        .hasValueSatisfying(event -> assertThat(event.type()).isEqualTo("io.sluice.audit.v1")));
    }

    @Test
    void writesDownWhoWasRefused() throws IOException {
        String path = path(keep(MESSAGE));

        as("operator").get(path).then().statusCode(403);
        RestAssured.given().get(path).then().statusCode(401);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Stack.broker().records(Topics.AUDIT).stream()
                                .map(record -> read(record.value()))
                                .filter(event -> event.action().equals("access"))
                                .map(AuditEvent::outcome))
                        .contains("forbidden", "unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/zip"})
    void breaksOffRatherThanToPassDamagedBytesForWholeOnes(String what) throws IOException {
        Evidence kept = keep(random(2_000_000));
        Path object = Stack.evidence().resolve(tenant).resolve(kept.sha256());
        byte[] stored = Files.readAllBytes(object);
        stored[stored.length - 100] ^= 1;
        Files.write(object, stored);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (InputStream body = stream(path(kept) + what).body()) {
                body.transferTo(new ByteArrayOutputStream());
            }
        });
    }

    @Test
    void saysThatTheEvidenceIsDamagedWhereItsHeaderIs() throws IOException {
        Evidence kept = keep(MESSAGE);
        Files.writeString(Stack.evidence().resolve(tenant).resolve(kept.sha256()), "not what was stored");

        analyst()
                .get(path(kept))
                .then()
                .statusCode(500)
                .body("type", equalTo("urn:sluice:problem:damaged"))
                .body("detail", containsString(kept.sha256()));
        assertThat(events(path(kept)))
                .singleElement()
                .satisfies(event -> assertThat(event.outcome()).isEqualTo("damaged"));
    }

    @Test
    void streamsTheLargestMessages() throws IOException {
        byte[] block = random(1 << 20);
        Evidence kept;
        try (EvidenceDraft draft = store.begin(tenant)) {
            for (int i = 0; i < 150; i++) {
                draft.write(block);
            }
            kept = draft.keep();
        }

        HttpResponse<InputStream> answer = stream(path(kept));

        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(150L << 20);
        MessageDigest sha256 = sha256();
        try (InputStream body = new DigestInputStream(answer.body(), sha256)) {
            assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(150L << 20);
        }
        assertThat(HexFormat.of().formatHex(sha256.digest())).isEqualTo(kept.sha256());
    }

    private HttpResponse<InputStream> stream(String path) throws IOException {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                            .header(
                                    "Authorization",
                                    "Bearer " + Stack.identityProvider().token("analyst"))
                            .build(),
                    BodyHandlers.ofInputStream());
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private Evidence keep(byte[] message) throws IOException {
        try (EvidenceDraft draft = store.begin(tenant)) {
            draft.write(message);
            return draft.keep();
        }
    }

    private List<AuditEvent> events(String path) {
        return Stack.broker().records(Topics.AUDIT).stream()
                .map(record -> read(record.value()))
                .filter(event -> ("GET " + path).equals(event.request()))
                .toList();
    }

    private static AuditEvent read(byte[] value) {
        try {
            return Json.read(value, AuditEvent.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String path(Evidence kept) {
        return "/evidence/" + tenant + "/" + kept.sha256();
    }

    private static RequestSpecification analyst() {
        return as("analyst");
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().auth().oauth2(Stack.identityProvider().token(role));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
