package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AesGcmParameters;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.credentials.KeysetException.KeyInUse;
import io.sluice.connections.credentials.KeysetException.NoSuchKey;
import io.sluice.connections.credentials.KeysetException.OlderKeyset;
import io.sluice.connections.registry.ConnectionFixture;
import io.sluice.connections.stack.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas that share a keyset file and a database, while the keys change. */
class KeysetRotationTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final ClientSecret SECRET = ClientSecret.of("planted-secret");

    private final Jdbi jdbi = Database.empty();
    private final ConnectionFixture connections = new ConnectionFixture(jdbi);
    private Instant now = NOW;
    private Duration settle = Duration.ZERO;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Replica one;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Replica other;

    /** A replica, with the keys in its own memory. */
    private record Replica(CredentialVault vault, KeysetRotation rotation) {}

    @BeforeEach
    void start() {
        new KeysetFile(path()).create();
        one = replica();
        other = replica();
    }

    @Test
    void everythingIsEncryptedAgainAndEveryReplicaReadsIt() {
        UUID connection = stored(one, new NewCredential.Secret(SECRET, null, null));
        UUID withKey = stored(one, new NewCredential.Generated(Period.ofYears(1), 3072));
        CredentialMaterial key = only(one, withKey);
        long before = primary(one).id();

        assertThat(one.rotation.rotate().toEncryptAgain()).isEqualTo(2);
        assertThat(primary(one).id()).isNotEqualTo(before);
        assertThat(only(other, connection)).isEqualTo(SECRET);
        assertThat(one.rotation.encryptAgain()).isEqualTo(2);
        assertThat(one.rotation.state().toEncryptAgain()).isZero();
        assertThat(only(one, connection)).isEqualTo(SECRET);
        assertThat(only(other, connection)).as("reads the file again").isEqualTo(SECRET);
        assertThat(only(other, withKey)).isEqualTo(key);
        assertThat(other.rotation.encryptAgain()).isZero();
    }

    @Test
    void anotherReplicaEncryptsWithTheNewKeyAtOnce() {
        one.rotation.rotate();
        stored(other, new NewCredential.Secret(SECRET, null, null));
        assertThat(primary(one).credentials()).isEqualTo(1);
    }

    @Test
    void aKeyGoesOnlyWhenNothingNeedsIt() throws Exception {
        UUID connection = stored(one, new NewCredential.Secret(SECRET, null, null));
        long old = primary(one).id();
        assertThatThrownBy(() -> one.rotation.remove(old))
                .isInstanceOf(KeyInUse.class)
                .hasMessageContaining("is the primary one");
        one.rotation.rotate();
        assertThatThrownBy(() -> one.rotation.remove(old))
                .isInstanceOf(KeyInUse.class)
                .hasMessageContaining("still encrypts 1 credentials");
        other.rotation.encryptAgain();
        assertThat(one.rotation.remove(old).keys())
                .singleElement()
                .satisfies(key -> assertThat(key.primary()).isTrue());
        assertThatThrownBy(() -> one.rotation.remove(old)).isInstanceOf(NoSuchKey.class);
        assertThat(only(other, connection)).isEqualTo(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(path());
        }
    }

    @Test
    void theSealingKeyIsEncryptedAgainToo() throws Exception {
        byte[] sealingKey = "planted-key".getBytes(UTF_8);
        CredentialCipher before = new CredentialCipher(new KeysetFile(path()).read());
        jdbi.useHandle(handle ->
                new SealingKeyTable(handle).insertIfNone(before.encrypt(sealingKey, SealingKeyTable.PLACE), NOW));
        long old = primary(one).id();
        one.rotation.rotate();
        assertThatThrownBy(() -> one.rotation.remove(old)).isInstanceOf(KeyInUse.class);
        assertThat(one.rotation.encryptAgain()).isEqualTo(1);
        one.rotation.remove(old);
        byte[] stored = jdbi.withHandle(
                handle -> new SealingKeyTable(handle).ciphertext().orElseThrow());
        assertThat(new CredentialCipher(new KeysetFile(path()).read()).decrypt(stored, SealingKeyTable.PLACE))
                .isEqualTo(sealingKey);
    }

    @Test
    void whatAnEarlierVersionStoredIsReadAndEncryptedAgain() throws GeneralSecurityException {
        UUID connection = stored(one, new NewCredential.Secret(ClientSecret.of("any"), null, null));
        Aead aead = new KeysetFile(path()).read().getPrimitive(RegistryConfiguration.get(), Aead.class);
        byte[] asThen = aead.encrypt(
                SECRET.reveal().getBytes(UTF_8), connection.toString().getBytes(UTF_8));
        jdbi.useHandle(handle ->
                handle.execute("update credential set ciphertext = ? where connection_id = ?", asThen, connection));
        assertThat(only(one, connection)).isEqualTo(SECRET);
        one.rotation.rotate();
        one.rotation.encryptAgain();
        assertThat(only(other, connection)).isEqualTo(SECRET);
    }

    @Test
    void aCiphertextInThePlaceOfAnotherDoesNotDecrypt() {
        UUID connection = stored(one, new NewCredential.Secret(SECRET, null, null));
        UUID another = stored(one, new NewCredential.Secret(ClientSecret.of("other"), null, null));
        jdbi.useHandle(handle -> handle.execute(
                "update credential set ciphertext = (select ciphertext from credential where connection_id = ?)"
                        + " where connection_id = ?",
                connection,
                another));
        assertThatThrownBy(() -> only(one, another)).isInstanceOf(KeysetUnusable.class);
    }

    @Test
    void aReplicaWithAnOlderFileUndoesNothing() throws Exception {
        UUID connection = stored(one, new NewCredential.Secret(SECRET, null, null));
        Path copy = directory.resolve("copy.json");
        Files.copy(path(), copy);
        one.rotation.rotate();
        assertThat(one.rotation.encryptAgain()).isEqualTo(1);
        Replica behind = replica(copy);
        assertThat(behind.rotation.encryptAgain()).as("has the old key alone").isZero();
        assertThatThrownBy(behind.rotation::rotate)
                .isInstanceOf(OlderKeyset.class)
                .hasMessageContaining("Give this replica the newest file");

        Files.copy(path(), copy, StandardCopyOption.REPLACE_EXISTING);
        new KeysetFile(copy).replace(keyset -> {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
            builder.getAt(0).makePrimary();
            return built(builder);
        });
        Replica promoted = replica(copy);
        assertThat(promoted.rotation.encryptAgain())
                .as("has both, and the old one is primary")
                .isZero();
        assertThat(only(promoted, connection)).isEqualTo(SECRET);

        Files.delete(copy);
        new KeysetFile(copy).create();
        assertThat(replica(copy).rotation.encryptAgain()).as("another keyset").isZero();
        assertThat(one.rotation.state().toEncryptAgain()).isZero();
        one.rotation.rotate();
        assertThat(other.rotation.encryptAgain()).isEqualTo(1);
    }

    @Test
    void aKeyIsUsedForTheRestOnlyAfterEveryoneCouldGetIt() {
        stored(one, new NewCredential.Secret(SECRET, null, null));
        settle = Duration.ofMinutes(1);
        Replica patient = replica();
        patient.rotation.rotate();
        assertThat(patient.rotation.encryptAgain()).isZero();
        now = now.plusSeconds(59);
        assertThat(patient.rotation.encryptAgain()).isZero();
        now = now.plusSeconds(1);
        assertThat(patient.rotation.encryptAgain()).isEqualTo(1);
    }

    @Test
    void whatDoesNotDecryptStopsNothingElse() {
        UUID damaged = stored(one, new NewCredential.Secret(SECRET, null, null));
        UUID connection = stored(one, new NewCredential.Secret(SECRET, null, null));
        UUID last = stored(one, new NewCredential.Secret(SECRET, null, null));
        jdbi.useHandle(handle -> handle.execute(
                "update credential set ciphertext = '\\x0102030405060708' where connection_id = ?", damaged));
        one.rotation.rotate();
        assertThat(one.rotation.encryptAgain()).isEqualTo(2);
        assertThat(one.rotation.encryptAgain()).isZero();
        assertThat(one.rotation.state().toEncryptAgain()).isOne();
        assertThat(only(one, connection)).isEqualTo(only(one, last));
    }

    @Test
    void aKeyWithoutTinksPrefixIsRefusedAtTheStartAndLater() {
        UUID connection = stored(one, new NewCredential.Secret(SECRET, null, null));
        new KeysetFile(path())
                .replace(keyset -> built(KeysetHandle.newBuilder(keyset)
                        .addEntry(KeysetHandle.generateEntryFromParameters(withoutPrefix())
                                .withRandomId()
                                .makePrimary())));
        assertThatThrownBy(this::replica)
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("output prefix type TINK");
        assertThatThrownBy(() -> stored(one, new NewCredential.Secret(SECRET, null, null)))
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("output prefix type TINK");
        assertThatThrownBy(one.rotation::encryptAgain).isInstanceOf(KeysetUnusable.class);
        assertThat(only(one, connection)).as("what is in memory goes on").isEqualTo(SECRET);
    }

    private static AesGcmParameters withoutPrefix() {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeysetHandle built(KeysetHandle.Builder builder) {
        try {
            return builder.build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private UUID stored(Replica replica, NewCredential wanted) {
        UUID connection = connections.create(null).id();
        jdbi.useTransaction(handle ->
                replica.vault.replaceActive(handle, connection, replica.vault.prepare(wanted, "any", NOW), NOW));
        return connection;
    }

    private CredentialMaterial only(Replica replica, UUID connection) {
        return jdbi.withHandle(handle -> replica.vault.active(handle, connection)).stream()
                .map(Unlocked::material)
                .findFirst()
                .orElseThrow();
    }

    private static KeysetRotation.Key primary(Replica replica) {
        return replica.rotation.state().keys().stream()
                .filter(KeysetRotation.Key::primary)
                .findFirst()
                .orElseThrow();
    }

    private Replica replica() {
        return replica(path());
    }

    private Replica replica(Path path) {
        KeysetFile file = new KeysetFile(path);
        CredentialCipher cipher = new CredentialCipher(Keyring.of(file));
        return new Replica(new CredentialVault(cipher), new KeysetRotation(jdbi, cipher, file, () -> now, settle));
    }

    private Path path() {
        return directory.resolve("keyset.json");
    }
}
