package io.sluice.quarantine.evidence;

import static io.sluice.quarantine.evidence.Stores.CONTOSO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A storage that answers wrongly, slowly, or not at all. */
class S3FailureTest {

    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nhello".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private EvidenceStore store;
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(500, -1);

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answer.give(exchange);
            }
        });
        server.start();
        Path keyset = directory.resolve("keyset.json");
        new KeysetFile(keyset).create();
        store = EvidenceAtStart.open(Stores.settings(settings(keyset)), new MovableClock());
    }

    private Map<String, String> settings(Path keyset) {
        return new HashMap<>(Map.of(
                "store", "s3",
                "s3.endpoint", "http://127.0.0.1:" + server.getAddress().getPort(),
                "s3.bucket", "evidence",
                "s3.access-key", "an-access-key",
                "s3.secret-key", "the-secret-of-the-key",
                "s3.timeout", "PT30S",
                "s3.spool", directory.resolve("spool").toString(),
                "keyset.file", keyset.toString()));
    }

    /** For stores that answer too late: what does answer must have time to do so, however busy the machine is. */
    private static Map<String, String> hasty(Map<String, String> settings) {
        settings.put("s3.timeout", "PT0.5S");
        return settings;
    }

    @AfterEach
    void close() {
        store.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, REFUSED, Check the access key",
        "403, RequestTimeTooSkewed, REFUSED, the clock",
        "404, NoSuchBucket, REFUSED, Create the bucket",
        "400, InvalidBucketName, REFUSED, Check sluice.quarantine.evidence.s3.endpoint",
        "500, InternalError, UNAVAILABLE, try again",
        "503, SlowDown, UNAVAILABLE, try again",
        "409, ConditionalRequestConflict, UNAVAILABLE, try again",
        "429, TooManyRequests, UNAVAILABLE, try again",
        "408, RequestTimeout, UNAVAILABLE, try again",
        "507, XMinioStorageFull, FULL, Make room",
    })
    void saysWhichStoreAndWhatToDo(int status, String code, Kind kind, String remedy) {
        answer = exchange ->
                send(exchange, status, "<Error><Code>" + code + "</Code><Message>a private detail</Message></Error>");

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> Stores.keep(store, CONTOSO, MESSAGE))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                .withMessageContaining("the bucket evidence answers " + status + " " + code)
                .withMessageContaining(remedy)
                .withMessageNotContaining("private")
                .withMessageNotContaining("the-secret-of-the-key");
    }

    @Test
    void triesAgainWhatMayPass() throws IOException {
        calls.set(0);
        answer = exchange -> {
            if (calls.get() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
            }
        };

        assertThat(store.find(CONTOSO, "a".repeat(64))).isEmpty();
        assertThat(calls).hasValue(3);
    }

    @Test
    void takesAPageOfHtmlForNoAnswerOfAStore() {
        answer = exchange -> send(exchange, 200, "<html>Welcome to the proxy</html>");

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> store.find(CONTOSO, "a".repeat(64)))
                .withMessageNotContaining("proxy")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.DAMAGED));
    }

    @Test
    void doesNotWaitForeverForASilentStore() throws IOException {
        Map<String, String> settings = hasty(settings(directory.resolve("keyset.json")));
        settings.put("s3.spool", directory.resolve("spool of the hasty").toString());
        EvidenceStore hasty = EvidenceAtStart.open(Stores.settings(settings), new MovableClock());
        answer = exchange -> {
            try {
                Thread.sleep(60_000); // until the test closes the server
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        };

        assertUnavailable(() -> hasty.find(CONTOSO, "a".repeat(64)));
        hasty.close();
    }

    @Test
    void saysThatNobodyListens() {
        server.stop(0);

        assertUnavailable(() -> Stores.keep(store, CONTOSO, MESSAGE));
        assertUnavailable(() -> store.open(CONTOSO, "a".repeat(64)));
        assertUnavailable(store::sweep);
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(store::sweep)
                .withMessageContaining("ConnectException");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void doesNotStartWithoutCredentials() {
        Path none = directory.resolve("none");
        Map<String, String> nowhere = Map.of(
                "aws.disableEc2Metadata", "true",
                "aws.sharedCredentialsFile", none.toString(),
                "aws.configFile", none.toString());
        Map<String, String> settings = settings(directory.resolve("keyset.json"));
        settings.keySet().removeAll(Set.of("s3.access-key", "s3.secret-key"));
        nowhere.forEach(System::setProperty);
        try {
            assertThatExceptionOfType(EvidenceException.class)
                    .isThrownBy(() -> EvidenceAtStart.open(Stores.settings(settings), new MovableClock()))
                    .withMessageContaining("No credentials for the bucket were found")
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
        } finally {
            nowhere.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void leavesNoDraftBehindWhenTheStoreFails() throws IOException {
        assertThatExceptionOfType(EvidenceException.class).isThrownBy(() -> Stores.keep(store, CONTOSO, MESSAGE));

        assertThat(directory.resolve("spool"))
                .isDirectoryNotContaining(file -> !file.toString().endsWith(".lock"));
    }

    @Test
    void storesWithoutConditionsWhereTheyAreNotKnown() throws IOException {
        answer = exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
            } else if (exchange.getRequestHeaders().containsKey("If-None-Match")) {
                send(exchange, 501, "<Error><Code>NotImplemented</Code></Error>");
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
        };

        assertThat(Stores.keep(store, CONTOSO, MESSAGE).size()).isEqualTo(MESSAGE.length);
    }

    @Test
    void uploadsAgainWhenAnotherReplicaUploadsTheSameAtThatMoment() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        answer = exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
            } else if (puts.incrementAndGet() < 3) {
                send(exchange, 409, "<Error><Code>ConditionalRequestConflict</Code></Error>");
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
        };

        assertThat(Stores.keep(store, CONTOSO, MESSAGE).size()).isEqualTo(MESSAGE.length);
        assertThat(puts).hasValue(3);
    }

    @Test
    void givesUpAnUploadThatTheStoreDoesNotRead() throws IOException {
        Path file = Files.write(directory.resolve("large"), new byte[20_000_000]);
        EvidenceName name = new EvidenceName(CONTOSO, "a".repeat(64));
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = hasty(settings(directory.resolve("keyset.json")));
            settings.put("s3.endpoint", "http://127.0.0.1:" + deaf.getLocalPort());
            try (S3Store bucket = S3Store.open(Stores.settings(settings).s3(), 100_000_000)) {
                assertUnavailable(() -> bucket.put(name, file, true));
            }
        }
    }

    @Test
    void deletesWhatItCanAlthoughSomethingCannotBeDeleted() {
        List<String> deleted = new CopyOnWriteArrayList<>();
        String stuck = CONTOSO + "/" + "a".repeat(64);
        String other = CONTOSO + "/" + "b".repeat(64);
        answer = exchange -> {
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "GET" -> send(exchange, 200, listing(stuck, other));
                case "HEAD" -> {
                    exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> {
                    if (path.endsWith(stuck)) {
                        send(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
                    } else {
                        deleted.add(path);
                        exchange.sendResponseHeaders(204, -1);
                    }
                }
            }
        };

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(store::sweep)
                .withMessageContaining("answers 403 AccessDenied");
        assertThat(deleted).containsExactly("/evidence/" + other);
    }

    private static String listing(String... keys) {
        return Stream.of(keys)
                .map(key -> "<Contents><Key>" + key
                        + "</Key><LastModified>2026-01-01T00:00:00Z</LastModified><Size>1</Size></Contents>")
                .collect(Collectors.joining(
                        "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"));
    }

    /** An answer that breaks off is the store's fault, not a damaged object. */
    @Test
    void tellsABrokenTransferFromADamagedObject() throws IOException {
        byte[] message = new byte[500_000];
        Path folder = directory.resolve("copy");
        EvidenceStore files = Stores.inFolder(folder, directory.resolve("keyset.json"), false, new MovableClock());
        String sha256 = Stores.keep(files, CONTOSO, message).sha256();
        byte[] stored =
                Files.readAllBytes(Stores.folder(folder).resolve(CONTOSO).resolve(sha256));
        answer = exchange -> {
            exchange.sendResponseHeaders(200, stored.length);
            exchange.getResponseBody().write(stored, 0, 300_000);
            exchange.getResponseBody().flush();
        };

        assertUnavailable(() -> Stores.read(store, CONTOSO, sha256));
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void assertUnavailable(Attempt attempt) {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(attempt::run)
                .withMessageContaining("the bucket evidence")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                .satisfies(failure -> assertThat(failure.isTransient()).isTrue());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
