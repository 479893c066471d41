package io.sluice.quarantine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.quarantine.Evidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EvidenceStorePropertiesTest {

    private final Path directory = temporary();
    private final EvidenceStore store = open(directory);

    @Property(tries = 200)
    void whatComesOutIsWhatWentInHoweverItIsCut(
            @ForAll @Size(max = 20) List<@IntRange(max = 20_000) Integer> writes,
            @ForAll @IntRange(min = 1, max = 70_000) int readSize,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Evidence evidence;
        try (EvidenceDraft draft = store.begin(Stores.CONTOSO)) {
            for (int size : writes) {
                byte[] part = new byte[size];
                random.nextBytes(part);
                draft.write(part);
                sent.write(part);
            }
            evidence = draft.keep();
        }

        assertThat(evidence.size()).isEqualTo(sent.size());
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (EvidenceStream stream = store.open(Stores.CONTOSO, evidence.sha256())) {
            byte[] buffer = new byte[readSize];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                received.write(buffer, 0, count);
            }
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
    }

    private static EvidenceStore open(Path directory) {
        try {
            return Stores.inFolder(directory, new MovableClock());
        } catch (EvidenceException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("sluice-evidence");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
