package io.sluice.quarantine.evidence;

import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket of an S3-compatible storage, named {@code <prefix><tenantId>/<sha256>}. An object is uploaded in
 * one request from its spooled file, which S3 takes up to 5 GB. Only what every such storage understands is asked of
 * it: {@code Content-MD5} instead of the newer checksums, and {@code If-None-Match} where it is not refused.
 */
final class S3Store implements ObjectStore {

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final String UNSENT = "a message cannot be uploaded";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The service waits for it when it starts. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    /** In bytes a second. A slower upload has failed: nothing else bounds one that is not read. */
    private static final long SLOWEST_UPLOAD = 100_000;

    private static final int CONFLICTS = 3;
    private static final Duration CONFLICT_PAUSE = Duration.ofMillis(300);
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final Duration timeout;
    private final long slowestUpload;

    private S3Store(S3Client client, String bucket, String prefix, Duration timeout, long slowestUpload) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.timeout = timeout;
        this.slowestUpload = slowestUpload;
    }

    /** Opens a bucket; nothing is asked of it yet, but credentials must be there. */
    static S3Store open(EvidenceSettings.S3 settings) throws EvidenceException {
        return open(settings, SLOWEST_UPLOAD);
    }

    static S3Store open(EvidenceSettings.S3 settings, long slowestUpload) throws EvidenceException {
        String bucket = settings.bucket()
                .orElseThrow(() -> new EvidenceException(
                        Kind.REFUSED, "Name the bucket of the evidence: sluice.quarantine.evidence.s3.bucket"));
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(settings.timeout()))
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle().orElse(settings.endpoint().isPresent()))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return new S3Store(builder.build(), bucket, settings.prefix().orElse(""), settings.timeout(), slowestUpload);
    }

    @Override
    public String place() {
        return "the bucket " + bucket;
    }

    @Override
    public Optional<byte[]> head(EvidenceName name, int length) throws EvidenceException {
        Optional<InputStream> object = get(name, "bytes=0-" + (length - 1));
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = object.get()) {
            return Optional.of(bytes.readNBytes(length));
        } catch (IOException failed) {
            throw silent("Evidence cannot be looked up", failed);
        }
    }

    @Override
    public Optional<InputStream> read(EvidenceName name) throws EvidenceException {
        return get(name, null);
    }

    @Override
    public void put(EvidenceName name, Path sealed, boolean replace) throws EvidenceException {
        long size = size(sealed);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key(name))
                .contentType(CONTENT_TYPE)
                .contentMD5(md5(sealed))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(uploadTimeout(size)))
                .build();
        try {
            if (replace) {
                client.putObject(request, RequestBody.fromFile(sealed));
            } else {
                putOnce(request, sealed);
            }
        } catch (SdkException failed) {
            throw explain("Evidence cannot be kept", failed);
        }
    }

    @Override
    public int deleteStoredBefore(Instant limit) throws EvidenceException {
        FirstFailure failures = new FirstFailure();
        int deleted = 0;
        try {
            for (S3Object object :
                    client.listObjectsV2Paginator(everything().build()).contents()) {
                if (name(object).isPresent() && object.lastModified().isBefore(limit)) {
                    deleted += deleteIfOlder(object.key(), limit, failures);
                }
            }
        } catch (SdkException failed) {
            failures.add(explain("Old evidence cannot be deleted", failed));
        }
        failures.throwIfAny();
        return deleted;
    }

    @Override
    public Optional<EvidenceName> any() throws EvidenceException {
        ListObjectsV2Request request = everything()
                .overrideConfiguration(override -> override.apiCallTimeout(FIRST_LOOK))
                .build();
        try {
            return client.listObjectsV2Paginator(request).contents().stream()
                    .flatMap(object -> name(object).stream())
                    .findFirst();
        } catch (SdkException failed) {
            throw explain("Evidence cannot be listed", failed);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Optional<InputStream> get(EvidenceName name, @Nullable String range) throws EvidenceException {
        try {
            return Optional.of(new Fetched(client.getObject(GetObjectRequest.builder()
                    .bucket(bucket)
                    .key(key(name))
                    .range(range)
                    .build())));
        } catch (NoSuchKeyException nothingThere) {
            return Optional.empty();
        } catch (SdkException failed) {
            if (failed instanceof S3Exception answer && answer.statusCode() == 416) {
                return Optional.of(InputStream.nullInputStream()); // an object of no bytes has no first byte
            }
            throw explain("Evidence cannot be read", failed);
        }
    }

    private void putOnce(PutObjectRequest request, Path sealed) {
        PutObjectRequest once = request.toBuilder().ifNoneMatch("*").build();
        for (int conflicts = 0; ; conflicts++) {
            try {
                client.putObject(once, RequestBody.fromFile(sealed));
                return;
            } catch (S3Exception answer) {
                switch (answer.statusCode()) {
                    case 412 -> { // another replica was first, with the same bytes
                        return;
                    }
                    case 501 -> { // it knows no conditions
                        client.putObject(request, RequestBody.fromFile(sealed));
                        return;
                    }
                    case 409 -> { // another replica is at it; S3 asks to upload again
                        if (conflicts == CONFLICTS || !pause()) {
                            throw answer;
                        }
                    }
                    default -> throw answer;
                }
            }
        }
    }

    /** Returns whether to go on. */
    private static boolean pause() {
        try {
            Thread.sleep(CONFLICT_PAUSE);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration uploadTimeout(long size) {
        return timeout.plusMillis(1000 * size / slowestUpload);
    }

    private static long size(Path sealed) throws EvidenceException {
        try {
            return Files.size(sealed);
        } catch (IOException failed) {
            throw DiskFailure.of(sealed, UNSENT, failed);
        }
    }

    /** Ends the sweep only if the storage does not answer at all: the next object would have to wait for it as well. */
    private int deleteIfOlder(String key, Instant limit, FirstFailure failures) {
        try {
            if (isStillOlder(key, limit)) {
                client.deleteObject(delete -> delete.bucket(bucket).key(key));
                return 1;
            }
        } catch (S3Exception answer) {
            failures.add(explain("Old evidence cannot be deleted", answer));
        }
        return 0;
    }

    /** Another replica may have stored the same message anew since it was listed. */
    private boolean isStillOlder(String key, Instant limit) {
        try {
            return client.headObject(head -> head.bucket(bucket).key(key))
                    .lastModified()
                    .isBefore(limit);
        } catch (NoSuchKeyException otherReplicaWasFirst) {
            return false;
        }
    }

    private ListObjectsV2Request.Builder everything() {
        return ListObjectsV2Request.builder().bucket(bucket).prefix(prefix);
    }

    /** What else is in the bucket is none of ours. */
    private Optional<EvidenceName> name(S3Object object) {
        String[] parts = object.key().substring(prefix.length()).split("/", -1);
        return parts.length == 2 ? EvidenceName.parse(parts[0], parts[1]) : Optional.empty();
    }

    private String key(EvidenceName name) {
        return prefix + name;
    }

    /** The storage compares it with what has arrived. */
    private static String md5(Path sealed) throws EvidenceException {
        MessageDigest digest = EvidenceDraft.digest("MD5");
        byte[] buffer = new byte[64 * 1024];
        try (InputStream bytes = Files.newInputStream(sealed)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException failed) {
            throw DiskFailure.of(sealed, UNSENT, failed);
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private EvidenceException explain(String what, SdkException failure) {
        if (!(failure instanceof S3Exception answer) || answer.statusCode() == 0) {
            return silent(what, failure);
        }
        int status = answer.statusCode();
        String code = code(answer.awsErrorDetails());
        String said = what + ": " + place() + " answers " + status + code + ". ";
        if (status == 507 || code.contains("StorageFull") || code.contains("QuotaExceeded")) {
            return new EvidenceException(
                    Kind.FULL, said + "It is full. Make room, or shorten the retention of evidence.", failure);
        }
        if (status >= 500 || status == 429 || status == 409 || status == 408) {
            return new EvidenceException(
                    Kind.UNAVAILABLE, said + "The storage has trouble of its own; try again in a while.", failure);
        }
        return new EvidenceException(
                Kind.REFUSED,
                said
                        + switch (status) {
                            case 401, 403 ->
                                "Check the access key (sluice.quarantine.evidence.s3.access-key, .secret-key), the clock, and"
                                        + " that it may get, put, delete and list there.";
                            case 404 ->
                                "Create the bucket, or correct sluice.quarantine.evidence.s3.bucket and .endpoint.";
                            default ->
                                "Check sluice.quarantine.evidence.s3.endpoint, .region, .bucket and .path-style.";
                        },
                failure);
    }

    private EvidenceException silent(String what, Exception failure) {
        return new EvidenceException(
                Kind.UNAVAILABLE,
                what + ": " + place() + " cannot be reached, or does not answer in time, or not in the language of S3 ("
                        + rootCause(failure).getClass().getSimpleName()
                        + "). Check sluice.quarantine.evidence.s3.endpoint and whether it runs, and try again.",
                failure);
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootCause(cause);
    }

    /** The code alone: the message of an answer could quote anything. */
    private static String code(@Nullable AwsErrorDetails details) {
        String code = details == null ? null : details.errorCode();
        return code != null && ERROR_CODE.matcher(code).matches() ? " " + code : "";
    }

    private static AwsCredentialsProvider credentials(EvidenceSettings.S3 settings) throws EvidenceException {
        if (settings.accessKey().isPresent() != settings.secretKey().isPresent()) {
            throw new EvidenceException(
                    Kind.REFUSED,
                    "Set both sluice.quarantine.evidence.s3.access-key and .secret-key, or neither of them");
        }
        if (settings.accessKey().isEmpty()) {
            return found(DefaultCredentialsProvider.builder().build());
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                settings.accessKey().get(), settings.secretKey().orElseThrow()));
    }

    /** Else each request would fail, with words of the SDK's own. */
    private static AwsCredentialsProvider found(AwsCredentialsProvider chain) throws EvidenceException {
        try {
            chain.resolveCredentials();
            return chain;
        } catch (SdkException none) {
            throw new EvidenceException(
                    Kind.REFUSED,
                    "No credentials for the bucket were found: set sluice.quarantine.evidence.s3.access-key and"
                            + " .secret-key, or give the service an identity of AWS.",
                    none);
        }
    }

    /** An object that is not read to its end is not fetched to its end. */
    private static final class Fetched extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> object;
        private boolean ended;

        Fetched(ResponseInputStream<GetObjectResponse> object) {
            super(object);
            this.object = object;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            ended |= one < 0;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (ended) {
                super.close();
            } else {
                object.abort();
            }
        }
    }
}
