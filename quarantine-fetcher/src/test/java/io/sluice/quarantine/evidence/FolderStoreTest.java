package io.sluice.quarantine.evidence;

import static io.sluice.quarantine.evidence.Stores.CONTOSO;
import static io.sluice.quarantine.evidence.Stores.FABRIKAM;
import static io.sluice.quarantine.evidence.Stores.RETENTION;
import static io.sluice.quarantine.evidence.Stores.keep;
import static io.sluice.quarantine.evidence.Stores.read;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
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

class FolderStoreTest {

    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nthe very plain text of a message".getBytes(UTF_8);

    /** Of {@link #MESSAGE}; made with other tools. */
    private static final String SHA256 = "a757f077acb882894b1d24ecad63d7bff0cd8b79145e4a27bdea849ba948c862";

    private static final String SHA1 = "54707c6b2e3897d212d3a752a90858f43b52e887";
    private static final String MD5 = "3c1299e872ce36b1b5ba75300d30a455";

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();
    private EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        store = Stores.inFolder(directory, clock);
    }

    @Test
    void tellsWhatWasKeptAndGivesItBack() throws IOException {
        Evidence evidence = keep(store, CONTOSO, MESSAGE);

        assertThat(evidence.sha256()).isEqualTo(SHA256);
        assertThat(evidence.sha1()).isEqualTo(SHA1);
        assertThat(evidence.md5()).isEqualTo(MD5);
        assertThat(evidence.size()).isEqualTo(MESSAGE.length);
        assertThat(evidence.storedAt()).isEqualTo(clock.instant());
        assertThat(evidence.expiresAt()).isEqualTo(clock.instant().plus(RETENTION));
        assertThat(evidence.dataref())
                .hasToString("https://sluice.example/quarantine/evidence/" + CONTOSO + "/" + SHA256);
        assertThat(read(store, CONTOSO, SHA256)).isEqualTo(MESSAGE);
        assertThat(store.find(CONTOSO, SHA256).map(store::describe)).contains(evidence);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 65_536, 1_000_003})
    void givesBackMessagesOfAnySize(int size) throws IOException {
        byte[] message = random(size);

        assertThat(read(store, CONTOSO, keep(store, CONTOSO, message).sha256())).isEqualTo(message);
    }

    @Test
    void findsWhateverTheCaseOfTheName() throws IOException {
        Evidence evidence = keep(store, CONTOSO.toUpperCase(Locale.ROOT), MESSAGE);

        assertThat(evidence.dataref().toString()).contains(CONTOSO);
        assertThat(store.find(CONTOSO, SHA256.toUpperCase(Locale.ROOT))).isPresent();
    }

    @Test
    void neverWritesPlainTextToTheDisk() throws IOException {
        byte[] message = "secret-of-the-mail ".repeat(20_000).getBytes(UTF_8);
        try (EvidenceDraft draft = store.begin(CONTOSO)) {
            draft.write(message);
            assertThat(everythingOnDisk()).isNotEmpty().noneMatch(file -> file.contains("secret-of-the-mail"));
            draft.keep();
        }

        assertThat(everythingOnDisk()).isNotEmpty().noneMatch(file -> file.contains("secret-of-the-mail"));
    }

    @Test
    void letsNobodyElseReadItsFiles() throws IOException {
        keep(store, CONTOSO, MESSAGE);

        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void leavesNothingBehindOfADraftThatIsNotKept() throws IOException {
        try (EvidenceDraft draft = store.begin(CONTOSO)) {
            draft.write(MESSAGE);
        }

        assertThat(store.find(CONTOSO, SHA256)).isEmpty();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void beginsAnewAfterATransferThatBrokeOff() throws IOException {
        try (EvidenceDraft draft = store.begin(CONTOSO)) {
            draft.restart().write(random(1_000_000));
            draft.restart().write(MESSAGE);
            assertThat(draft.keep().sha256()).isEqualTo(SHA256);
        }

        assertThat(read(store, CONTOSO, SHA256)).isEqualTo(MESSAGE);
        assertThat(drafts()).isEmpty();
    }

    @Test
    void refusesAMessageThatIsLargerThanAnyIs() throws IOException {
        FolderStore folder = FolderStore.open(Stores.folder(directory));
        EvidenceStore small = EvidenceAtStart.open(
                folder,
                folder.spool(),
                Stores.keyset(directory.resolve("keyset.json"), false),
                clock,
                new EvidenceStore.Terms(RETENTION, 10, Stores.terms().publicUrl()));
        try (EvidenceDraft draft = small.begin(CONTOSO)) {
            assertThatExceptionOfType(EvidenceException.class)
                    .isThrownBy(() -> draft.write(MESSAGE))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE))
                    .withMessageContaining(CONTOSO)
                    .withMessageContaining("max-size");
        }
        assertThat(drafts()).isEmpty();
    }

    @Test
    void keepsTheSameBytesOfATenantOnce() throws IOException {
        Evidence first = keep(store, CONTOSO, MESSAGE);
        byte[] stored = Files.readAllBytes(object(CONTOSO, SHA256));
        clock.move(Duration.ofDays(3));

        assertThat(keep(store, CONTOSO, MESSAGE)).isEqualTo(first);
        assertThat(object(CONTOSO, SHA256)).hasBinaryContent(stored);
    }

    @Test
    void keepsBytesAnewOfWhichMoreThanHalfTheTimeIsOver() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        clock.move(Duration.ofDays(46));

        Evidence second = keep(store, CONTOSO, MESSAGE);

        assertThat(second.storedAt()).isEqualTo(clock.instant());
        clock.move(Duration.ofDays(89));
        assertThat(read(store, CONTOSO, SHA256)).isEqualTo(MESSAGE);
    }

    @Test
    void keepsTheSameBytesOfTwoTenantsApart() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        assertThat(store.find(FABRIKAM, SHA256)).isEmpty();

        keep(store, FABRIKAM, MESSAGE);
        Files.delete(object(CONTOSO, SHA256));

        assertThat(read(store, FABRIKAM, SHA256)).isEqualTo(MESSAGE);
    }

    @Test
    void doesNotOpenWhatWasMovedToAnotherTenantOrDigest() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        String other = "0".repeat(64);
        Files.createDirectories(object(FABRIKAM, SHA256).getParent());
        Files.copy(object(CONTOSO, SHA256), object(FABRIKAM, SHA256));
        Files.copy(object(CONTOSO, SHA256), object(CONTOSO, other));

        assertRefused(Kind.DAMAGED, () -> store.open(FABRIKAM, SHA256));
        assertRefused(Kind.DAMAGED, () -> store.open(CONTOSO, other));
    }

    @Test
    void doesNotOpenWhatPretendsToBeOfAnotherTenant() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        byte[] stored = Files.readAllBytes(object(CONTOSO, SHA256));
        Files.createDirectories(object(FABRIKAM, SHA256).getParent());
        Files.write(
                object(FABRIKAM, SHA256),
                new String(stored, ISO_8859_1).replace(CONTOSO, FABRIKAM).getBytes(ISO_8859_1));

        assertRefused(Kind.DAMAGED, () -> store.open(FABRIKAM, SHA256));
    }

    @Test
    void notesEachFlippedBit() throws IOException {
        byte[] message = random(10_000);
        String sha256 = keep(store, CONTOSO, message).sha256();
        Path object = object(CONTOSO, sha256);
        byte[] stored = Files.readAllBytes(object);
        for (int at : new int[] {0, 18, 40, 300, SealedHeader.LENGTH, SealedHeader.LENGTH + 100, stored.length - 1}) {
            byte[] damaged = stored.clone();
            damaged[at] ^= 1;
            Files.write(object, damaged);

            assertThatExceptionOfType(EvidenceException.class)
                    .as("bit at %d", at)
                    .isThrownBy(() -> read(store, CONTOSO, sha256))
                    .withMessageContaining(sha256);
        }
    }

    @Test
    void notesThatSomethingIsMissingOrAdded() throws IOException {
        byte[] message = random(10_000);
        String sha256 = keep(store, CONTOSO, message).sha256();
        Path object = object(CONTOSO, sha256);
        byte[] stored = Files.readAllBytes(object);
        for (int length :
                new int[] {0, 100, SealedHeader.LENGTH, SealedHeader.LENGTH + 4096, stored.length - 1, stored.length + 1
                }) {
            Files.write(object, Arrays.copyOf(stored, length));

            assertRefused(Kind.DAMAGED, () -> read(store, CONTOSO, sha256));
        }
    }

    @Test
    void givesOutNoByteOfADamagedPartAndNotTheLastOnes() throws IOException {
        byte[] message = random(100_000);
        String sha256 = keep(store, CONTOSO, message).sha256();
        Path object = object(CONTOSO, sha256);
        byte[] stored = Files.readAllBytes(object);
        stored[stored.length - 10] ^= 1;
        Files.write(object, stored);
        ByteArrayOutputStream given = new ByteArrayOutputStream();

        assertRefused(Kind.DAMAGED, () -> {
            try (EvidenceStream stream = store.open(CONTOSO, sha256)) {
                return stream.transferTo(given);
            }
        });

        assertThat(message).startsWith(given.toByteArray());
        assertThat(given.size()).isBetween(1, message.length - 1);
    }

    @Test
    void storesAnewWhatHasADamagedHeader() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        Files.writeString(object(CONTOSO, SHA256), "not what was stored");

        keep(store, CONTOSO, MESSAGE);

        assertThat(read(store, CONTOSO, SHA256)).isEqualTo(MESSAGE);
    }

    @Test
    void storesAnewWhatIsDamagedInItsLastByte() throws IOException {
        byte[] message = random(300_000);
        String sha256 = keep(store, CONTOSO, message).sha256();
        byte[] stored = Files.readAllBytes(object(CONTOSO, sha256));
        stored[stored.length - 1] ^= 1;
        Files.write(object(CONTOSO, sha256), stored);

        keep(store, CONTOSO, message);

        assertThat(read(store, CONTOSO, sha256)).isEqualTo(message);
    }

    @Test
    void doesNotStartWithTheKeysetOfAnotherStore() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        Path keyset = directory.resolve("other.json");
        new KeysetFile(keyset).create();

        assertRefused(Kind.KEYSET, () -> Stores.inFolder(directory, keyset, false, clock));
    }

    @Test
    void startsAlthoughWhatIsStoredIsDamaged() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        Files.writeString(object(CONTOSO, SHA256), "not what was stored");

        EvidenceStore again = Stores.inFolder(directory, clock);

        assertThat(keep(again, CONTOSO, MESSAGE).sha256()).isEqualTo(SHA256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "PT23H", "P0D"})
    void doesNotStartWithARetentionThatWouldDeleteEvidenceAtOnce(String retention) {
        EvidenceSettings settings = Stores.settings(Map.of(
                "folder", Stores.folder(directory).toString(),
                "keyset.file", directory.resolve("keyset.json").toString(),
                "retention", retention));

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> EvidenceAtStart.open(settings, clock))
                .withMessageContaining("sluice.quarantine.evidence.retention is ")
                .withMessageContaining("Write days as P90D");
    }

    @Test
    void saysThatAKeyIsNotEnabled() throws IOException, GeneralSecurityException {
        keep(store, CONTOSO, MESSAGE);
        Path keyset = directory.resolve("keyset.json");
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(new KeysetFile(keyset).read());
        builder.getAt(0).setStatus(KeyStatus.DISABLED);
        KeysetHandle disabled = builder.addEntry(
                        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                                .withRandomId()
                                .makePrimary())
                .build();
        Files.writeString(keyset, TinkJsonProtoKeysetFormat.serializeKeyset(disabled, InsecureSecretKeyAccess.get()));

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> Stores.inFolder(directory, clock))
                .withMessageContaining("not enabled")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.KEYSET));
    }

    @Test
    void saysThatTheKeysetIsAnother() throws IOException {
        Path keyset = directory.resolve("other.json");
        new KeysetFile(keyset).create();
        EvidenceStore other = Stores.inFolder(directory, keyset, false, clock);
        keep(store, CONTOSO, MESSAGE);

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> other.open(CONTOSO, SHA256))
                .withMessageContaining("keyset is not the one")
                .withMessageContaining(Stores.folder(directory).toString())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.KEYSET))
                .satisfies(failure -> assertThat(failure.isTransient()).isFalse());
        assertRefused(Kind.KEYSET, () -> keep(other, CONTOSO, MESSAGE));
        assertThat(read(store, CONTOSO, SHA256)).isEqualTo(MESSAGE);
    }

    @Test
    void takesAKeyThatAnOperatorAddsAndStillKnowsTheOldOne() throws IOException, GeneralSecurityException {
        String before = keep(store, CONTOSO, MESSAGE).sha256();
        Path keyset = directory.resolve("keyset.json");
        KeysetHandle both = KeysetHandle.newBuilder(new KeysetFile(keyset).read())
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();
        Files.writeString(keyset, TinkJsonProtoKeysetFormat.serializeKeyset(both, InsecureSecretKeyAccess.get()));
        String after =
                keep(Stores.inFolder(directory, clock), CONTOSO, random(10)).sha256();

        assertThat(read(store, CONTOSO, after)).isEqualTo(random(10));
        assertThat(read(store, CONTOSO, before)).isEqualTo(MESSAGE);
    }

    @Test
    void createsNoSecondKeysetForAStoreThatHoldsSomething() throws IOException {
        keep(store, CONTOSO, MESSAGE);

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> Stores.inFolder(directory, directory.resolve("lost.json"), true, clock))
                .withMessageContaining("Restore the file");
        assertThat(directory.resolve("lost.json")).doesNotExist();
    }

    @Test
    void doesNotStartWithoutAKeyset() {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> Stores.inFolder(directory, directory.resolve("none.json"), false, clock))
                .withMessageContaining("keyset.create=true");
    }

    @Test
    void quotesNothingOfAFileThatIsNoKeyset() throws IOException {
        Path file = Files.writeString(directory.resolve("wrong.json"), "{\"secret\":\"c2VjcmV0\"}");

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> Stores.inFolder(directory, file, false, clock))
                .withMessageNotContaining("c2VjcmV0")
                .withNoCause();
    }

    @Test
    void holdsOneCopyHoweverManyKeepTheSameBytesAtOnce() throws Exception {
        EvidenceStore otherReplica = Stores.inFolder(directory, clock);
        byte[] message = random(300_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Evidence>> all = threads.invokeAll(IntStream.range(0, 32)
                    .<Callable<Evidence>>mapToObj(i -> () -> keep(i % 2 == 0 ? store : otherReplica, CONTOSO, message))
                    .toList());
            for (Future<Evidence> each : all) {
                assertThat(read(store, CONTOSO, each.get().sha256())).isEqualTo(message);
            }
        }

        assertThat(files().stream().filter(file -> file.getFileName().toString().length() == 64))
                .hasSize(1);
        assertThat(drafts()).isEmpty();
    }

    @Test
    void removesWhatAKilledReplicaHasLeftAndNothingOfALivingOne() throws IOException {
        Path spool = Stores.folder(directory).resolve(".spool");
        String dead = "11111111-1111-4111-8111-111111111111";
        Files.write(spool.resolve(dead + ".lock"), new byte[0]);
        Path leftover = Files.write(spool.resolve(dead + ".7"), random(1000));

        try (EvidenceDraft draft = store.begin(CONTOSO)) {
            draft.write(MESSAGE);
            Stores.inFolder(directory, clock);

            assertThat(leftover).doesNotExist();
            assertThat(spool.resolve(dead + ".lock")).doesNotExist();
            draft.keep();
        }
        assertThat(read(store, CONTOSO, SHA256)).isEqualTo(MESSAGE);
    }

    @Test
    void leavesAloneTheDraftsOfAnotherProcessThatLives() throws Exception {
        Path spool = Stores.folder(directory).resolve(".spool");
        String other = "22222222-2222-4222-8222-222222222222";
        Path lock = Files.write(spool.resolve(other + ".lock"), new byte[0]);
        Path draft = Files.write(spool.resolve(other + ".1"), random(1000));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("locked");
            store.sweep();
            assertThat(draft).exists();
        } finally {
            process.destroyForcibly().waitFor();
        }

        store.sweep();
        assertThat(draft).doesNotExist();
    }

    @Test
    void deletesWhatIsOlderThanTheRetentionAndNothingElse() throws IOException {
        clock.set(Instant.now());
        byte[] young = random(100);
        String old = keep(store, CONTOSO, MESSAGE).sha256();
        String kept = keep(store, FABRIKAM, young).sha256();
        Files.setLastModifiedTime(
                object(CONTOSO, old), FileTime.from(clock.instant().minus(RETENTION.plusMinutes(1))));
        Path foreign = Files.writeString(object(CONTOSO, old).resolveSibling("README"), "not ours");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));

        assertThat(store.sweep()).isEqualTo(1);
        assertThat(store.sweep()).isZero();

        assertThat(store.find(CONTOSO, old)).isEmpty();
        assertThat(read(store, FABRIKAM, kept)).isEqualTo(young);
        assertThat(foreign).exists();
    }

    @Test
    void deletesWhatItCanAlthoughSomethingCannotBeDeleted() throws IOException {
        clock.set(Instant.now());
        List<Path> old = new ArrayList<>();
        for (String tenant : List.of(CONTOSO, FABRIKAM)) {
            old.add(object(tenant, keep(store, tenant, MESSAGE).sha256()));
            old.add(object(tenant, keep(store, tenant, random(10)).sha256()));
            Path stuck = Files.createDirectory(object(tenant, "a".repeat(64)));
            Files.writeString(stuck.resolve("a folder with something in it"), "is not deleted");
        }
        Path leftover = Files.write(
                Stores.folder(directory).resolve(".spool").resolve("11111111-1111-4111-8111-111111111111.7"),
                random(1000));
        clock.move(RETENTION.plusDays(1));

        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(store::sweep)
                .withMessageContaining("old evidence cannot be deleted")
                .withMessageContaining("a".repeat(64));

        assertThat(old).allSatisfy(object -> assertThat(object).doesNotExist());
        assertThat(leftover).doesNotExist();
    }

    @Test
    void leavesNoDraftBehindAtAnOrderlyStop() throws IOException {
        try (EvidenceDraft draft = store.begin(CONTOSO)) {
            draft.write(MESSAGE);
            store.close();

            assertThat(files()).isEmpty();
        }
    }

    @Test
    void deletesDraftsWithoutALockOnlyWhenTheyAreOld() throws IOException {
        clock.set(Instant.now());
        Path spool = Stores.folder(directory).resolve(".spool");
        Path young = Files.write(spool.resolve("11111111-1111-4111-8111-111111111111.7"), random(1000));
        Path old = Files.write(spool.resolve("22222222-2222-4222-8222-222222222222.1"), random(1000));
        Path foreign = Files.write(spool.resolve("notes.1"), random(10));
        for (Path file : List.of(old, foreign)) {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(2))));
        }

        store.sweep();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @Test
    void givesOutNothingWhoseTimeIsOverEvenBeforeItIsDeleted() throws IOException {
        keep(store, CONTOSO, MESSAGE);
        clock.move(RETENTION);

        assertThat(store.find(CONTOSO, SHA256)).isEmpty();
        assertRefused(Kind.GONE, () -> store.open(CONTOSO, SHA256));
    }

    @Test
    void findsNothingUnderNamesThatLeadElsewhere() throws IOException {
        Files.writeString(directory.resolve("outside"), "secret");
        for (String name : List.of("..", "../outside", "", ".spool", "a".repeat(63), "g".repeat(64))) {
            assertThat(store.find(CONTOSO, name)).isEmpty();
            assertThat(store.find(name, SHA256)).isEmpty();
            assertRefused(Kind.GONE, () -> store.open(name, SHA256));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> store.begin("../" + CONTOSO));
    }

    @Test
    void saysThatTheFolderIsAway() throws IOException {
        try (EvidenceDraft draft = store.begin(CONTOSO)) {
            draft.write(MESSAGE);
            Files.move(Stores.folder(directory), directory.resolve("unmounted"));

            assertThatExceptionOfType(EvidenceException.class)
                    .isThrownBy(draft::keep)
                    .withMessageContaining(Stores.folder(directory).toString())
                    .satisfies(failure -> assertThat(failure.isTransient()).isTrue());
        }
        assertThatExceptionOfType(EvidenceException.class).isThrownBy(() -> store.find(CONTOSO, SHA256));
        assertThatExceptionOfType(EvidenceException.class).isThrownBy(() -> store.begin(CONTOSO));
        assertThatExceptionOfType(EvidenceException.class).isThrownBy(store::sweep);

        Files.move(directory.resolve("unmounted"), Stores.folder(directory));
        assertThat(keep(store, CONTOSO, MESSAGE).sha256()).isEqualTo(SHA256);
    }

    /** Linux has a device that is always full. */
    @Test
    void saysThatTheDiskIsFull() throws IOException {
        try (RandomAccessFile full = new RandomAccessFile("/dev/full", "rw")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> full.write(1))
                    .satisfies(failure -> {
                        EvidenceException explained = DiskFailure.of(directory, "a message cannot be spooled", failure);
                        assertThat(explained.kind()).isEqualTo(Kind.FULL);
                        assertThat(explained).hasMessageContaining(directory.toString());
                    });
        }
    }

    private void assertRefused(Kind kind, Callable<?> attempt) {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(attempt::call)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private Path object(String tenantId, String sha256) {
        return Stores.folder(directory).resolve(tenantId).resolve(sha256);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Stores.folder(directory))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> drafts() throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().matches("[0-9a-f-]{36}\\.[0-9]+"))
                .toList();
    }

    private List<String> everythingOnDisk() throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path file : files()) {
            contents.add(Files.readString(file, ISO_8859_1));
        }
        return contents;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
