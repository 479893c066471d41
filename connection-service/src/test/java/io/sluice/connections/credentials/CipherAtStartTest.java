package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connections.registry.ConnectionFixture;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.stack.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CipherAtStartTest {

    private static final ClientSecret SECRET = ClientSecret.of("planted-secret");

    private final Jdbi jdbi = Database.empty();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void withoutAKeysetTheServiceSaysWhatToDo() {
        assertThatThrownBy(() -> open(false))
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("keyset.json")
                .hasMessageContaining("sluice.connections.keyset.create=true");
    }

    @Test
    void aKeysetIsCreatedOnceForItsOwnerAloneWhereASettingAllowsIt() throws IOException {
        byte[] ciphertext = open(true).encrypt(SECRET, id(), id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(open(true).decrypt(ciphertext, credential(id(), id()))).isEqualTo(SECRET);
        assertThat(open(false).decrypt(ciphertext, credential(id(), id()))).isEqualTo(SECRET);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void aCiphertextFitsOneConnection() {
        CredentialCipher cipher = open(true);
        byte[] ciphertext = cipher.encrypt(SECRET, id(), id());
        assertThatThrownBy(() -> cipher.decrypt(ciphertext, credential(UUID.randomUUID(), id())))
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("does not decrypt");
    }

    @Test
    void aLostKeysetIsNotReplacedWhileTheDatabaseNeedsIt() throws IOException {
        store(open(true));
        Files.delete(file());
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("Restore the file");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aForeignKeysetIsNoticedAtStart() throws IOException {
        store(open(true));
        Files.delete(file());
        new KeysetFile(file()).create();
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("not the one that it was encrypted with");
    }

    @Test
    void aDamagedKeysetIsNotQuoted() throws IOException {
        Files.writeString(file(), "{\"primaryKeyId\": \"planted\"}", UTF_8);
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(KeysetUnusable.class)
                .hasMessageContaining("restore it")
                .hasMessageNotContaining("planted")
                .hasNoCause();
    }

    @Test
    void aSecretDoesNotPrintItself() {
        assertThat(SECRET).asString().doesNotContain("planted");
        assertThat(ClientSecret.of(" planted-secret\n")).isEqualTo(SECRET);
    }

    private void store(CredentialCipher cipher) {
        UUID id = new ConnectionFixture(jdbi).create(null).id();
        CredentialVault vault = new CredentialVault(cipher);
        jdbi.useTransaction(handle -> vault.replaceActive(
                handle, id, vault.prepare(NewCredential.Secret.of(SECRET), "any", Instant.EPOCH), Instant.EPOCH));
    }

    private static Credential credential(UUID connectionId, UUID id) {
        return new Credential(
                id,
                connectionId,
                CredentialKind.CLIENT_SECRET,
                CredentialState.ACTIVE,
                null,
                null,
                null,
                false,
                Instant.EPOCH,
                null);
    }

    private CredentialCipher open(boolean create) {
        return CipherAtStart.open(
                new ConnectionServiceSettings.Keyset() {
                    @Override
                    public Path file() {
                        return CipherAtStartTest.this.file();
                    }

                    @Override
                    public boolean create() {
                        return create;
                    }

                    @Override
                    public Duration settle() {
                        return Duration.ZERO;
                    }
                },
                jdbi);
    }

    private Path file() {
        return directory.resolve("keyset.json");
    }

    private static UUID id() {
        return UUID.fromString("5a1ce000-0000-4000-8000-000000000123");
    }
}
