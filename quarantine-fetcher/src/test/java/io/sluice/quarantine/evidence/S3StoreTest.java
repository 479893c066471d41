package io.sluice.quarantine.evidence;

import static io.sluice.quarantine.evidence.Stores.CONTOSO;
import static io.sluice.quarantine.evidence.Stores.FABRIKAM;
import static io.sluice.quarantine.evidence.Stores.RETENTION;
import static io.sluice.quarantine.evidence.Stores.keep;
import static io.sluice.quarantine.evidence.Stores.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Against Adobe's S3Mock. */
class S3StoreTest {

    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nthe very plain text of a message".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();
    private final String prefix = UUID.randomUUID() + "/";
    private EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        store = store(Map.of()); // the first one starts the stand-in, which takes its time
        clock.set(Instant.now());
    }

    private EvidenceStore store(Map<String, String> changed) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "store",
                "s3",
                "s3.endpoint",
                S3Mock.endpoint().toString(),
                "s3.bucket",
                S3Mock.BUCKET,
                "s3.prefix",
                prefix,
                "s3.access-key",
                "test",
                "s3.secret-key",
                "test",
                "s3.spool",
                directory.resolve("spool").toString(),
                "keyset.file",
                directory.resolve("keyset.json").toString(),
                "keyset.create",
                "true"));
        settings.putAll(changed);
        return EvidenceAtStart.open(Stores.settings(settings), clock);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 65_536, 3_000_001})
    void givesBackMessagesOfAnySize(int size) throws IOException {
        byte[] message = random(size);

        Evidence evidence = keep(store, CONTOSO, message);

        assertThat(evidence.size()).isEqualTo(size);
        assertThat(store.find(CONTOSO, evidence.sha256()).map(store::describe)).contains(evidence);
        assertThat(read(store, CONTOSO, evidence.sha256())).isEqualTo(message);
    }

    @Test
    void namesObjectsByPrefixTenantAndDigestAndEncryptsThem() throws IOException {
        String sha256 = keep(store, CONTOSO, MESSAGE).sha256();

        try (S3Client client = client()) {
            assertThat(keys(client)).containsExactly(prefix + CONTOSO + "/" + sha256);
            byte[] object = client.getObjectAsBytes(
                            get -> get.bucket(S3Mock.BUCKET).key(prefix + CONTOSO + "/" + sha256))
                    .asByteArray();
            assertThat(new String(object, UTF_8)).doesNotContain("plain text");
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void findsNothingThatWasNotKept() throws IOException {
        String sha256 = keep(store, CONTOSO, MESSAGE).sha256();

        assertThat(store.find(FABRIKAM, sha256)).isEmpty();
        assertRefused(Kind.GONE, () -> store.open(FABRIKAM, sha256));
    }

    @Test
    void keepsTheSameBytesOfATenantOnceUntilHalfTheTimeIsOver() throws IOException {
        Evidence first = keep(store, CONTOSO, MESSAGE);

        clock.move(Duration.ofDays(44));
        assertThat(keep(store, CONTOSO, MESSAGE)).isEqualTo(first);

        clock.move(Duration.ofDays(2));
        assertThat(keep(store, CONTOSO, MESSAGE).storedAt()).isAfter(first.storedAt());
        assertThat(read(store, CONTOSO, first.sha256())).isEqualTo(MESSAGE);
    }

    @Test
    void replacesNothingThatAnotherReplicaStoredMeanwhile() throws IOException {
        S3Store bucket = S3Store.open(Stores.settings(Map.of(
                        "s3.endpoint",
                        S3Mock.endpoint().toString(),
                        "s3.bucket",
                        S3Mock.BUCKET,
                        "s3.prefix",
                        prefix,
                        "s3.access-key",
                        "test",
                        "s3.secret-key",
                        "test",
                        "keyset.file",
                        "unused"))
                .s3());
        EvidenceName name = new EvidenceName(CONTOSO, "a".repeat(64));
        Path first = Files.write(directory.resolve("first"), random(100));
        Path second = Files.write(directory.resolve("second"), random(200));

        bucket.put(name, first, false);
        bucket.put(name, second, false);
        assertThat(bucket.head(name, 1000)).hasValue(random(100));

        bucket.put(name, second, true);
        assertThat(bucket.head(name, 1000)).hasValue(random(200));
    }

    @Test
    void holdsOneObjectHoweverManyKeepTheSameBytesAtOnce() throws Exception {
        EvidenceStore otherReplica =
                store(Map.of("s3.spool", directory.resolve("other").toString()));
        byte[] message = random(300_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Evidence>> all = threads.invokeAll(IntStream.range(0, 16)
                    .<Callable<Evidence>>mapToObj(i -> () -> keep(i % 2 == 0 ? store : otherReplica, CONTOSO, message))
                    .toList());
            for (Future<Evidence> each : all) {
                assertThat(read(store, CONTOSO, each.get().sha256())).isEqualTo(message);
            }
        }

        try (S3Client client = client()) {
            assertThat(keys(client)).hasSize(1);
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void stopsReadingWhereTheReaderStops() throws IOException {
        String sha256 = keep(store, CONTOSO, random(3_000_001)).sha256();

        try (EvidenceStream stream = store.open(CONTOSO, sha256)) {
            assertThat(stream.readNBytes(10)).hasSize(10);
        }

        assertThat(read(store, CONTOSO, sha256)).hasSize(3_000_001);
    }

    @Test
    void deletesWhatIsOlderThanTheRetentionAndNothingElse() throws IOException {
        String sha256 = keep(store, CONTOSO, MESSAGE).sha256();
        try (S3Client client = client()) {
            client.putObject(
                    put -> put.bucket(S3Mock.BUCKET).key(prefix + "README"), RequestBody.fromString("not ours"));
            assertThat(store.sweep()).isZero();

            clock.move(RETENTION.plusHours(1));
            assertThat(store.sweep()).isEqualTo(1);
            assertThat(store.sweep()).isZero();

            assertThat(keys(client)).containsExactly(prefix + "README");
        }
        assertThat(store.find(CONTOSO, sha256)).isEmpty();
    }

    @Test
    void createsNoSecondKeysetForABucketThatHoldsSomething() throws IOException {
        keep(store, CONTOSO, MESSAGE);

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> store(
                        Map.of("keyset.file", directory.resolve("lost.json").toString())))
                .withMessageContaining("Restore the file");
    }

    @Test
    void saysThatThereIsNoSuchBucket() throws IOException {
        EvidenceStore elsewhere = store(Map.of("s3.bucket", "nowhere"));

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> keep(elsewhere, CONTOSO, MESSAGE))
                .withMessageContaining("the bucket nowhere answers 404")
                .withMessageContaining("Create the bucket")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
        assertRefused(Kind.REFUSED, () -> elsewhere.open(CONTOSO, "a".repeat(64)));
    }

    private void assertRefused(Kind kind, Callable<?> attempt) {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(attempt::call)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private List<String> keys(S3Client client) {
        return client.listObjectsV2Paginator(list -> list.bucket(S3Mock.BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("spool"))) {
            return all.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }

    private static S3Client client() throws IOException {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(S3Mock.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
